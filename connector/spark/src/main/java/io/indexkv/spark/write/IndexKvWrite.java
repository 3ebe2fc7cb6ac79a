/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.snapshot.ColumnNames;
import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.distributions.Distributions;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NullOrdering;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;

/**
 * Asks Spark to distribute the rows by ranges of the key, and to sort them. For every key type,
 * Spark's order is the order of the key bytes.
 */
final class IndexKvWrite implements RequiresDistributionAndOrdering {
  private final StoreWrite write;

  IndexKvWrite(StoreWrite write) {
    this.write = write;
  }

  @Override
  public Distribution requiredDistribution() {
    return Distributions.ordered(requiredOrdering());
  }

  /** True: otherwise adaptive execution could give rows with the same key to two tasks. */
  @Override
  public boolean distributionStrictlyRequired() {
    return true;
  }

  @Override
  public SortOrder[] requiredOrdering() {
    return write.rows().key().names().stream()
        .map(ColumnNames::quoted)
        .map(Expressions::column)
        .map(c -> Expressions.sort(c, SortDirection.ASCENDING, NullOrdering.NULLS_FIRST))
        .toArray(SortOrder[]::new);
  }

  /** The size up to which adaptive execution merges tasks that are too small to fill a file. */
  @Override
  public long advisoryPartitionSizeInBytes() {
    return write.options().targetFileSize();
  }

  @Override
  public String description() {
    String version =
        switch (write.effect()) {
          case OVERWRITE -> "version=" + (write.base().version() + 1);
          case UPSERT -> "upsert on version=" + write.base().version();
          case CHANGE -> "change of version=" + write.base().version();
        };
    return "IndexKvWrite %s %s key=%s".formatted(write.location(), version, write.rows().key());
  }

  @Override
  public BatchWrite toBatch() {
    return new IndexKvBatchWrite(write);
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return WriteMetrics.all();
  }

  @Override
  public String toString() {
    return description();
  }
}
