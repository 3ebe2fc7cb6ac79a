/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.conf.ScanMode;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.StoreBacked;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/** A read of some columns of a pinned store: all entries in key order, or single keys. */
final class IndexKvScan implements Scan, Batch, SupportsReportStatistics, StoreBacked {
  private final PinnedStore store;
  private final StructType columns;
  private final Optional<PointKeys> points;
  private final Optional<JoinMode> joinMode;
  private final ScanMode mode;

  /** The reason why a join with this scan is not a lookup join; empty if there is none. */
  private volatile String noLookupJoin = "";

  /**
   * @param points the only keys to read, or empty to read all
   * @param joinMode the join mode that the read sets, if any
   * @param mode how the tasks of the scan read; lookup joins always map the store
   */
  IndexKvScan(
      PinnedStore store,
      StructType columns,
      Optional<PointKeys> points,
      Optional<JoinMode> joinMode,
      ScanMode mode) {
    this.store = store;
    this.columns = columns;
    this.points = points;
    this.joinMode = joinMode;
    this.mode = mode;
  }

  @Override
  public PinnedStore store() {
    return store;
  }

  @Override
  public boolean complete() {
    return points.isEmpty();
  }

  @Override
  public Optional<List<byte[]>> keys() {
    return points.map(PointKeys::keys);
  }

  @Override
  public Optional<JoinMode> joinMode() {
    return joinMode;
  }

  @Override
  public void explainJoin(String reason) {
    noLookupJoin = reason;
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return points
        .<List<? extends InputPartition>>map(PointPartition::plan)
        .orElseGet(() -> RangePartition.plan(store.manifest(), splitBytes()))
        .toArray(InputPartition[]::new);
  }

  // computed like in Spark's own file sources
  private long splitBytes() {
    long bytes = store.manifest().bytes();
    int tasks = SparkSession.active().sparkContext().defaultParallelism();
    SQLConf conf = SQLConf.get();
    return Math.min(
        conf.filesMaxPartitionBytes(), Math.max(conf.filesOpenCostInBytes(), bytes / tasks));
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new IndexKvPartitionReaderFactory(store, columns, mode);
  }

  @Override
  public Statistics estimateStatistics() {
    return ScanStatistics.of(store.manifest(), store.schema(), columns, points);
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder("IndexKvScan ");
    text.append(store.location()).append(" version=").append(store.version());
    text.append(" key=").append(String.join(",", store.keyColumns()));
    text.append(" columns=[").append(String.join(", ", columns.fieldNames())).append(']');
    points.ifPresent(p -> text.append(" keys=[").append(p.text(store.key().type())).append(']'));
    if (mode != ScanMode.MMAP) {
      text.append(" readMode=").append(mode.label());
    }
    if (!noLookupJoin.isEmpty()) {
      text.append(" no lookup join: ").append(noLookupJoin);
    }
    return text.toString();
  }

  /** Spark reuses the exchange or the rows of an equal scan. */
  @Override
  public boolean equals(Object other) {
    return other instanceof IndexKvScan that
        && store.location().equals(that.store.location())
        && store.id().equals(that.store.id())
        && columns.equals(that.columns)
        && points.equals(that.points)
        && mode == that.mode;
  }

  @Override
  public int hashCode() {
    return Objects.hash(store.location(), store.id(), columns, points);
  }

  @Override
  public String toString() {
    return description();
  }
}
