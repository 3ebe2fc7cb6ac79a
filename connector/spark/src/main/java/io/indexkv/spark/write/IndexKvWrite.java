/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.conf.EqualKeys;
import io.indexkv.spark.conf.EqualKeys.Rule;
import io.indexkv.spark.snapshot.ColumnNames;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.distributions.Distributions;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NullOrdering;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;

/**
 * Asks Spark to distribute the rows by ranges of the key, and to sort them. For every key type,
 * Spark's order is the order of the key bytes.
 */
final class IndexKvWrite implements RequiresDistributionAndOrdering {
  private final Supplier<StoreWrite> batch;
  private final Supplier<StoreWrite> stream;
  private final String query;
  private StoreWrite write;

  /**
   * Plans a write. Spark tells only afterwards whether it is a batch write: the first that it asks
   * of a micro-batch is {@link #toStreaming}.
   *
   * @param query identifies the query of a stream in all its runs
   */
  IndexKvWrite(Supplier<StoreWrite> batch, Supplier<StoreWrite> stream, String query) {
    this.batch = batch;
    this.stream = stream;
    this.query = query;
  }

  /** Plans a batch write. */
  IndexKvWrite(StoreWrite write) {
    this(
        () -> write,
        () -> {
          throw new UnsupportedOperationException("a statement cannot be a stream");
        },
        "");
  }

  private StoreWrite write() {
    if (write == null) {
      write = batch.get();
    }
    return write;
  }

  @Override
  public Distribution requiredDistribution() {
    return Distributions.ordered(
        write().rows().declaredKey().stream()
            .map(IndexKvWrite::ascending)
            .toArray(SortOrder[]::new));
  }

  /** True: otherwise adaptive execution could give rows with the same key to two tasks. */
  @Override
  public boolean distributionStrictlyRequired() {
    return true;
  }

  /** By key. If one row of a key is chosen, it comes first, so that the writer sees it first. */
  @Override
  public SortOrder[] requiredOrdering() {
    Stream<SortOrder> key = write().rows().declaredKey().stream().map(IndexKvWrite::ascending);
    EqualKeys equal = write().equalKeys();
    if (!equal.chooses()) {
      return key.toArray(SortOrder[]::new);
    }
    SortDirection direction =
        equal.rule() == Rule.FIRST ? SortDirection.ASCENDING : SortDirection.DESCENDING;
    // a row without a value is chosen only if no row of its key has one
    SortOrder chosen = sort(equal.column(), direction, NullOrdering.NULLS_LAST);
    return Stream.concat(key, Stream.of(chosen)).toArray(SortOrder[]::new);
  }

  private static SortOrder ascending(String column) {
    return sort(column, SortDirection.ASCENDING, NullOrdering.NULLS_FIRST);
  }

  private static SortOrder sort(String column, SortDirection direction, NullOrdering nulls) {
    return Expressions.sort(Expressions.column(ColumnNames.quoted(column)), direction, nulls);
  }

  /** The size up to which adaptive execution merges tasks that are too small to fill a file. */
  @Override
  public long advisoryPartitionSizeInBytes() {
    return requiredNumPartitions() > 0 ? 0 : write().options().targetFileSize();
  }

  /**
   * The number of tasks of a micro-batch: one, unless an option says more. Streams have no adaptive
   * execution, so Spark would make a task, and the task a file, of every few rows. To find the key
   * ranges of several tasks, Spark also reads the micro-batch twice. 0 leaves the choice to Spark.
   */
  @Override
  public int requiredNumPartitions() {
    return write().options().writeTasks();
  }

  @Override
  public String description() {
    String version =
        switch (write().effect()) {
          case OVERWRITE -> "version=" + (write().base().version() + 1);
          case UPSERT -> "upsert on version=" + write().base().version();
          case CHANGE -> "change of version=" + write().base().version();
        };
    return "IndexKvWrite %s %s key=%s%s"
        .formatted(
            write().location(),
            version,
            String.join(", ", write().rows().declaredKey()),
            write().rows().repeats() ? " duplicates=keep" : "");
  }

  @Override
  public BatchWrite toBatch() {
    return new IndexKvBatchWrite(write());
  }

  @Override
  public StreamingWrite toStreaming() {
    write = stream.get();
    return new IndexKvStreamWrite(write, query);
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
