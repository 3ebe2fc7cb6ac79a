/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.columns.StoredColumns;
import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.conf.ScanMode;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.StoreBacked;
import io.indexkv.store.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.FieldReference;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.connector.read.SupportsRuntimeV2Filtering;
import org.apache.spark.sql.types.StructType;

/** A read of some columns of a pinned store: all entries, ranges of keys, or single keys. */
final class IndexKvScan
    implements Scan,
        NarrowedBatch.Whole,
        SupportsReportStatistics,
        SupportsRuntimeV2Filtering,
        StoreBacked {
  private final PinnedStore store;
  private final StructType columns;
  private final KeySelection keys;
  private final boolean sampled;
  private final Optional<RowLimit> limit;
  private final Optional<JoinMode> joinMode;
  private final ScanMode mode;
  private final boolean columnar;
  private final SplitSize split = SplitSize.ofSession();

  /** Keeps what the storage said, because Spark plans a narrowed scan again. */
  private final SliceHosts hosts;

  /** Null until the planner asks; the same for whichever thread computes it. */
  private volatile ScanStatistics statistics;

  /** The files that the tasks of the whole scan open; null until they are planned. */
  private volatile FilesRead files;

  /** The same of a narrowed batch, for the next report of the same thread. */
  private final ThreadLocal<FilesRead> narrowed = new ThreadLocal<>();

  /** The reason why a join with this scan is not a lookup join; empty if there is none. */
  private volatile String noLookupJoin = "";

  /**
   * What Spark has found while the query runs, for the next batch of the same thread. Other nodes
   * of the plan, with other filters or none, may share this scan.
   */
  private final ThreadLocal<List<Predicate>> found = ThreadLocal.withInitial(ArrayList::new);

  /**
   * @param keys the keys to read
   * @param sampled whether the keys are those of a sample that the query takes
   * @param limit how many rows to read, if not all
   * @param joinMode the join mode that the read sets, if any
   * @param mode how the tasks of the scan read; lookup joins always map the store
   * @param columnar whether Spark gets batches of columns where the scan can give them
   */
  IndexKvScan(
      PinnedStore store,
      StructType columns,
      KeySelection keys,
      boolean sampled,
      Optional<RowLimit> limit,
      Optional<JoinMode> joinMode,
      ScanMode mode,
      boolean columnar) {
    this.store = store;
    this.hosts = new SliceHosts(store);
    this.columns = columns;
    this.keys = keys;
    this.sampled = sampled;
    this.limit = limit;
    this.joinMode = joinMode;
    this.mode = mode;
    this.columnar =
        columnar
            && keys.points().isEmpty()
            && limit.isEmpty()
            && StoredColumns.have(store, columns);
  }

  @Override
  public PinnedStore store() {
    return store;
  }

  @Override
  public boolean complete() {
    return !keys.namesFewKeys() && !sampled && limit.isEmpty();
  }

  @Override
  public List<Predicate> answered() {
    return keys.answered();
  }

  @Override
  public double share() {
    long entries = store.manifest().entries();
    return entries == 0 || !complete() ? 1 : (double) statistics().rows() / entries;
  }

  @Override
  public Optional<List<byte[]>> keys() {
    return keys.points().map(PointKeys::keys);
  }

  @Override
  public Optional<Scan> asRows() {
    if (!columnar || !columns.equals(store.schema())) {
      return Optional.empty();
    }
    IndexKvScan rows = new IndexKvScan(store, columns, keys, sampled, limit, joinMode, mode, false);
    rows.noLookupJoin = noLookupJoin;
    return Optional.of(rows);
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
  public String noLookupJoin() {
    return noLookupJoin;
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  /**
   * The first key column, by which the other side of a join may narrow the scan while the query
   * runs. None if the scan has a limit, because its rows would be others.
   */
  @Override
  public NamedReference[] filterAttributes() {
    String first = store.keyColumns().get(0);
    return limit.isEmpty() && List.of(columns.fieldNames()).contains(first)
        ? new NamedReference[] {FieldReference.column(first)}
        : new NamedReference[0];
  }

  @Override
  public void filter(Predicate[] predicates) {
    found.get().addAll(List.of(predicates));
  }

  @Override
  public Batch toBatch() {
    List<Predicate> more = found.get();
    found.remove();
    return more.isEmpty()
        ? this
        : new NarrowedBatch(this, keys.and(KeySelection.of(store.key(), more)));
  }

  @Override
  public InputPartition[] planInputPartitions() {
    InputPartition[] partitions = partitions(keys);
    files = FilesRead.of(store.manifest(), partitions);
    return partitions;
  }

  @Override
  public void narrowedTo(InputPartition[] partitions) {
    narrowed.set(FilesRead.of(store.manifest(), partitions));
  }

  @Override
  public InputPartition[] partitions(KeySelection some) {
    Manifest manifest = store.manifest();
    // batches of columns come from ranges only
    List<? extends SlicedPartition> partitions =
        some.points().isPresent() && !columnar
            ? PointPartition.plan(some.points().get(), ListedFiles.of(manifest), mode)
            : ranges(manifest, some);
    return PlacedPartition.place(hosts, partitions);
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return FilesRead.metrics();
  }

  @Override
  public CustomTaskMetric[] reportDriverMetrics() {
    FilesRead read = narrowed.get() == null ? files : narrowed.get();
    narrowed.remove();
    return read == null ? new CustomTaskMetric[0] : read.values();
  }

  private List<RangePartition> ranges(Manifest manifest, KeySelection some) {
    return limit
        .map(l -> RangePartition.first(manifest, some.ranges(), l.rows(), l.backward()))
        .orElseGet(() -> RangePartition.plan(manifest, some.ranges(), split.bytes(manifest, some)));
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new IndexKvPartitionReaderFactory(store, columns, mode, columnar);
  }

  /** For rows Spark asks the partitions. So it plans them with the settings of the query. */
  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return columnar ? ColumnarSupportMode.SUPPORTED : ColumnarSupportMode.PARTITION_DEFINED;
  }

  @Override
  public Statistics estimateStatistics() {
    return statistics();
  }

  // the planner asks several times, and a sample of many files takes long to estimate
  private ScanStatistics statistics() {
    if (statistics == null) {
      statistics =
          ScanStatistics.of(store.manifest(), store.key(), store.schema(), columns, keys, limit);
    }
    return statistics;
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder("IndexKvScan ");
    text.append(store.location()).append(" version=").append(store.version());
    text.append(" key=").append(String.join(",", store.declaredKey()));
    text.append(store.repeatsKeys() ? " duplicates=keep" : "");
    text.append(" columns=[").append(String.join(", ", columns.fieldNames())).append(']');
    text.append(sampled ? " sampled" : "");
    text.append(keys.text(store.key()));
    limit.ifPresent(l -> text.append(l.text()));
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
        && keys.equals(that.keys)
        && sampled == that.sampled
        && limit.equals(that.limit)
        && mode == that.mode
        && columnar == that.columnar;
  }

  @Override
  public int hashCode() {
    return Objects.hash(store.location(), store.id(), columns, keys, limit);
  }

  @Override
  public String toString() {
    return description();
  }
}
