/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.conf.ColumnarScans;
import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.conf.KnownOptions;
import io.indexkv.spark.conf.Refresh;
import io.indexkv.spark.conf.ScanMode;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.OriginColumn;
import io.indexkv.spark.snapshot.PinnedStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownTopN;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Collects the columns, keys, aggregates and limits that a query wants from a store. */
public final class IndexKvScanBuilder
    implements SupportsPushDownRequiredColumns,
        SupportsPushDownV2Filters,
        SupportsPushDownAggregates,
        SupportsPushDownLimit,
        SupportsPushDownTopN {
  private final PinnedStore store;
  private Optional<JoinMode> joinMode;
  private final ScanMode mode;
  private final boolean columnar;
  private StructType columns;
  private KeySelection keys = KeySelection.all();
  private Optional<AggregateScan> aggregated = Optional.empty();
  private Optional<RowLimit> limit = Optional.empty();

  /** The keys of a sample, whatever the filters are; empty if the query takes all rows. */
  private Optional<KeyRanges> sample = Optional.empty();

  /** Reads a store for a query. */
  public static ScanBuilder of(PinnedStore store, CaseInsensitiveStringMap options) {
    IndexKvScanBuilder builder = new IndexKvScanBuilder(store, options);
    return SamplingBuilder.of(builder, builder::sample);
  }

  private IndexKvScanBuilder(PinnedStore store, CaseInsensitiveStringMap options) {
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
    columnar = ColumnarScans.in(SQLConf.get());
    this.columns = store.columns();
  }

  /**
   * Reads the store that a MERGE, UPDATE or DELETE changes. Spark makes the joins of such a
   * statement with it, and not all of them can be lookup joins. So the user cannot require that.
   */
  public static IndexKvScanBuilder ofTarget(PinnedStore store, CaseInsensitiveStringMap options) {
    IndexKvScanBuilder builder = new IndexKvScanBuilder(store, options);
    if (builder.joinMode.orElseGet(() -> JoinMode.of(SQLConf.get())) == JoinMode.REQUIRE) {
      builder.joinMode = Optional.of(JoinMode.ON);
    }
    return builder;
  }

  /** Takes a sample of slices in place of the whole store. Spark asks before it pushes filters. */
  boolean sample(double lower, double upper, long seed) {
    sample = Optional.of(SystemSample.of(store.manifest(), lower, upper, seed));
    return true;
  }

  /** The keys that are in the sample and fit the filters. */
  private KeySelection selected() {
    return sample.map(keys::in).orElse(keys);
  }

  @Override
  public void pruneColumns(StructType required) {
    Set<String> names = Arrays.stream(required.fieldNames()).collect(Collectors.toSet());
    // whole columns: the store cannot read one nested field alone
    Stream<StructField> stored =
        Arrays.stream(store.columns().fields()).filter(field -> names.contains(field.name()));
    Stream<StructField> origin =
        Arrays.stream(required.fieldNames())
            .flatMap(name -> OriginColumn.of(name, store.schema()).stream())
            .map(OriginColumn::field);
    columns = new StructType(Stream.concat(stored, origin).toArray(StructField[]::new));
  }

  /**
   * Takes the predicates on the key. Returns those that Spark must evaluate on the rows: all whose
   * truth the keys do not decide.
   */
  @Override
  public Predicate[] pushPredicates(Predicate[] predicates) {
    keys = KeySelection.of(store.key(), List.of(predicates));
    Set<Predicate> answered = Collections.newSetFromMap(new IdentityHashMap<>());
    answered.addAll(keys.answered());
    return Arrays.stream(predicates)
        .filter(predicate -> !answered.contains(predicate))
        .toArray(Predicate[]::new);
  }

  @Override
  public Predicate[] pushedPredicates() {
    return keys.answered().toArray(Predicate[]::new);
  }

  /**
   * Groupings stay Spark's, also those by the key. Spark fails for a correlated subquery whose
   * grouping a scan takes over. The rule that trusts keys removes most of them before.
   */
  @Override
  public boolean supportCompletePushDown(Aggregation aggregation) {
    return aggregates(aggregation)
        .filter(plan -> plan.planInputPartitions().length == 1)
        .isPresent();
  }

  @Override
  public boolean pushAggregation(Aggregation aggregation) {
    aggregated = aggregates(aggregation);
    return aggregated.isPresent();
  }

  private Optional<AggregateScan> aggregates(Aggregation aggregation) {
    // keys that the query names are looked up, and Spark aggregates what is found
    return keys.points().isPresent()
        ? Optional.empty()
        : KeyAggregates.of(aggregation, store.key())
            .map(functions -> AggregateScan.of(store, selected(), functions, mode));
  }

  @Override
  public boolean pushLimit(int rows) {
    return limited(RowLimit.any(rows));
  }

  @Override
  public boolean pushTopN(SortOrder[] orders, int rows) {
    return limited(RowLimit.first(orders, rows, store.key()));
  }

  private boolean limited(Optional<RowLimit> rows) {
    limit = aggregated.isPresent() || keys.points().isPresent() ? Optional.empty() : rows;
    return limit.isPresent();
  }

  /** Spark sorts and counts the rows again: a filter that it finds at run time may come before. */
  @Override
  public boolean isPartiallyPushed() {
    return true;
  }

  @Override
  public Scan build() {
    return aggregated
        .<Scan>map(scan -> scan)
        .orElseGet(
            () ->
                new IndexKvScan(
                    store,
                    columns,
                    selected(),
                    sample.isPresent(),
                    limit,
                    joinMode,
                    mode,
                    columnar));
  }
}
