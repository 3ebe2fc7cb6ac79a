/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.write.WriteColumns;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A table that a statement creates or replaces. With AS SELECT the write publishes the first or
 * next version in one step. Without it, the commit of the stage publishes one without entries. So
 * readers see all of the statement or nothing.
 */
final class StagedStore extends IndexKvTable implements StagedTable {
  private final NewTable table;
  private boolean written;

  /**
   * @param replaced the store that the statement replaces; empty if it creates one
   */
  StagedStore(String name, NewTable table, Optional<HadoopPinnedStore> replaced) {
    super(name, table.location(), replaced, WriteColumns.ANY);
    this.table = table;
  }

  /**
   * The replacement of the table {@code name}, which stays where it is.
   *
   * @throws IllegalArgumentException if the statement names another place
   */
  static StagedStore replacing(
      String name,
      StoreLocation location,
      StructType columns,
      Transform[] partitions,
      TableProperties properties) {
    properties.requireAt(
        location, "the table %s is at %s: drop the table first".formatted(name, location.uri()));
    return new StagedStore(
        name,
        NewTable.of(name, location, columns, partitions, properties, () -> {}),
        location.latest());
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    written = true;
    Map<String, String> options = new HashMap<>(info.options().asCaseSensitiveMap());
    table.properties().keyText().ifPresent(key -> keyOption(options, key));
    return newWriteBuilder(info, new CaseInsensitiveStringMap(options), table.properties());
  }

  /** The key as the option of the write. DataFrames may give the option itself. */
  private static void keyOption(Map<String, String> options, String key) {
    Optional<String> given =
        options.keySet().stream().filter(StoreOption.KEY::equalsIgnoreCase).findFirst();
    if (given.isEmpty()) {
      options.put(StoreOption.KEY, key);
    } else if (!options.get(given.get()).equals(key)) {
      throw new IllegalArgumentException(
          "option '%s' is %s, but the table's property is %s: give one"
              .formatted(StoreOption.KEY, options.get(given.get()), key));
    }
  }

  /** None. From Spark 4.2 on, two of the interfaces have it, and neither one's is inherited. */
  public CustomTaskMetric[] reportDriverMetrics() {
    return new CustomTaskMetric[0];
  }

  @Override
  public void commitStagedChanges() {
    if (!written) {
      table.publish(store());
    }
    table.published();
  }

  /** Does nothing: a write that fails deletes its own files, and nothing else was written. */
  @Override
  public void abortStagedChanges() {}
}
