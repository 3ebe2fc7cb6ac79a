/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.conf.KnownOptions;
import io.indexkv.spark.conf.Refresh;
import io.indexkv.spark.conf.ScanMode;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.PinnedStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Collects the columns and the keys that a query wants to read from a store. */
public final class IndexKvScanBuilder
    implements SupportsPushDownRequiredColumns, SupportsPushDownV2Filters {
  private final PinnedStore store;
  private final Optional<JoinMode> joinMode;
  private final ScanMode mode;
  private final List<Predicate> pushed = new ArrayList<>();
  private StructType columns;
  private Optional<PointKeys> points = Optional.empty();

  public IndexKvScanBuilder(PinnedStore store, CaseInsensitiveStringMap options) {
    this.store = store;
    KnownOptions.requireRead(options);
    if (Refresh.of(options) == Refresh.QUERY && !options.containsKey(StoreOption.REFRESHED)) {
      throw new IllegalStateException(
          ("store %s: option '%s' = 'query' needs the session extension of IndexKV: start the"
                  + " session with the jar on its class path, or with"
                  + " spark.sql.extensions=io.indexkv.spark.join.LookupJoinExtensions")
              .formatted(store.location(), StoreOption.REFRESH));
    }
    joinMode = JoinMode.ofRead(options);
    mode = ScanMode.of(options);
    this.columns = store.schema();
  }

  @Override
  public void pruneColumns(StructType required) {
    Set<String> names = Arrays.stream(required.fieldNames()).collect(Collectors.toSet());
    // whole columns: the store cannot read one nested field alone
    columns =
        new StructType(
            Arrays.stream(store.schema().fields())
                .filter(field -> names.contains(field.name()))
                .toArray(StructField[]::new));
  }

  /**
   * Takes the predicates that name single keys. Returns all of them, so that Spark evaluates them
   * again on the rows found.
   */
  @Override
  public Predicate[] pushPredicates(Predicate[] predicates) {
    KeyPredicates key = new KeyPredicates(store.key());
    List<Predicate> ofKey =
        Arrays.stream(predicates).filter(predicate -> key.sets(predicate).isPresent()).toList();
    points = key.points(ofKey);
    if (points.isPresent()) {
      pushed.addAll(ofKey);
    }
    return predicates;
  }

  @Override
  public Predicate[] pushedPredicates() {
    return pushed.toArray(Predicate[]::new);
  }

  @Override
  public Scan build() {
    return new IndexKvScan(store, columns, points, joinMode, mode);
  }
}
