/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

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
 * Asks Spark for ranges of the key, sorted. Spark's order of every key type is the order of the key
 * bytes.
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

  /** Strictly, or adaptive execution could give rows of one key to two tasks. */
  @Override
  public boolean distributionStrictlyRequired() {
    return true;
  }

  @Override
  public SortOrder[] requiredOrdering() {
    return write.rows().key().names().stream()
        .map(column -> "`" + column.replace("`", "``") + "`")
        .map(Expressions::column)
        .map(c -> Expressions.sort(c, SortDirection.ASCENDING, NullOrdering.NULLS_FIRST))
        .toArray(SortOrder[]::new);
  }

  /** Tasks small enough for less than a file are merged by adaptive execution. */
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
