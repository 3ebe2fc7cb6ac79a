/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.codec.KeyBounds;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.conf.ScanMode;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.KeyCount;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/** Aggregates of a store's keys: one row for each task. */
final class AggregateScan implements Scan, Batch, SupportsReportStatistics {
  private final PinnedStore store;
  private final KeySelection keys;
  private final KeyAggregates aggregates;
  private final ScanMode mode;
  private final List<AggregatePartition> partitions;

  private AggregateScan(
      PinnedStore store,
      KeySelection keys,
      KeyAggregates aggregates,
      ScanMode mode,
      List<AggregatePartition> partitions) {
    this.store = store;
    this.keys = keys;
    this.aggregates = aggregates;
    this.mode = mode;
    this.partitions = partitions;
  }

  static AggregateScan of(
      PinnedStore store, KeySelection keys, KeyAggregates aggregates, ScanMode mode) {
    Manifest manifest = store.manifest();
    return new AggregateScan(
        store,
        keys,
        aggregates,
        mode,
        AggregatePartition.plan(
            manifest,
            new KeyBounds(store.key()),
            values(store, manifest),
            keys.ranges(),
            aggregates,
            SplitSize.ofSession().bytes(manifest, keys)));
  }

  /**
   * Rows have one length if they have no texts, binaries, wide decimals or nested values, and all
   * were written with this schema.
   */
  private static KeyCount.Values values(PinnedStore store, Manifest manifest) {
    StoreKey key = store.key();
    boolean even =
        key.type().width() > 0
            && manifest.layers().stream().noneMatch(Layer::isOld)
            && Arrays.stream(store.schema().fields())
                .allMatch(field -> UnsafeRow.isFixedLength(field.dataType()));
    return even ? KeyCount.Values.OF_ONE_LENGTH : KeyCount.Values.OF_ANY_LENGTH;
  }

  /** Creates the readers of tasks. */
  private record Readers(PinnedStore store, KeyAggregates aggregates, ScanMode mode)
      implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      return new AggregateReader(store, mode, (AggregatePartition) partition, aggregates);
    }
  }

  @Override
  public StructType readSchema() {
    return aggregates.schema(store.key());
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return partitions.toArray(InputPartition[]::new);
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return FilesRead.metrics();
  }

  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    return FilesRead.of(
            store.manifest(),
            partitions.stream().flatMap(partition -> partition.opened().stream()).toList())
        .values();
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new Readers(store, aggregates, mode);
  }

  @Override
  public Statistics estimateStatistics() {
    long rows = partitions.size();
    long width = Long.BYTES + readSchema().defaultSize();
    return new Statistics() {
      @Override
      public OptionalLong sizeInBytes() {
        return OptionalLong.of(rows * width);
      }

      @Override
      public OptionalLong numRows() {
        return OptionalLong.of(rows);
      }
    };
  }

  @Override
  public String description() {
    return "IndexKvScan %s version=%d key=%s aggregates=[%s]%s"
        .formatted(
            store.location(),
            store.version(),
            String.join(",", store.declaredKey()),
            aggregates.text(store.key()),
            keys.text(store.key()));
  }

  /** Spark reuses the exchange or the rows of an equal scan. */
  @Override
  public boolean equals(Object other) {
    return other instanceof AggregateScan that
        && store.location().equals(that.store.location())
        && store.id().equals(that.store.id())
        && keys.equals(that.keys)
        && aggregates.equals(that.aggregates)
        && mode == that.mode;
  }

  @Override
  public int hashCode() {
    return Objects.hash(store.location(), store.id(), keys, aggregates);
  }

  @Override
  public String toString() {
    return description();
  }
}
