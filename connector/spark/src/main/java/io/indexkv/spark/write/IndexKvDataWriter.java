/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreWriteOptions.NullKeys;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.storage.IndependentSteps;
import io.indexkv.store.write.FileSeries;
import java.io.IOException;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the sorted rows of one task attempt. Nothing is visible before the driver's commit. */
final class IndexKvDataWriter implements DataWriter<InternalRow> {
  private static final Logger LOG = LoggerFactory.getLogger(IndexKvDataWriter.class);

  private static final byte[] NOTHING = {};

  private final StoreWrite write;
  private final FileSeries run;
  private final FileSeries deletes;
  private final WriteProjection source;
  private final StrictText text;
  private final KeyEncoder key;
  private final KeyOrder order;
  private final RowBytes value;

  /** Null if rows of the same key fail. */
  private final LastRow last;

  private final int[] ordinals;
  private long rows;
  private long deleted;
  private long nullKeys;
  private long replaced;

  IndexKvDataWriter(StoreWrite write, FileSeries run, FileSeries deletes) {
    this.write = write;
    this.run = run;
    this.deletes = deletes;
    this.source = new WriteProjection(write.rows());
    StoreKey storeKey = write.rows().key();
    this.ordinals = storeKey.columns().stream().mapToInt(KeyColumn::ordinal).toArray();
    this.text = new StrictText(storeKey);
    this.key = new KeyEncoder(storeKey);
    this.order = new KeyOrder(storeKey.type());
    String lastBy = write.options().lastBy();
    this.last =
        lastBy == null ? null : new LastRow(StoreKey.of(write.rows().schema(), List.of(lastBy)));
    this.value = new RowBytes(write.rows().schema());
  }

  @Override
  public void write(InternalRow queried) throws IOException {
    InternalRow row = source.stored(queried);
    if (hasNullKey(row)) {
      nullKeys++;
      return;
    }
    refuseNullKeys();
    text.require(row);
    key.encode(row);
    if (last != null && last.isReplaced(row, order.isSame(key.bytes(), key.length()))) {
      replaced++;
      return;
    }
    if (!order.next(key.bytes(), key.length()) || order.hasDuplicates()) {
      return; // the task will fail, so the remaining rows are only counted
    }
    if (source.isDelete(queried)) {
      deletes.add(key.bytes(), 0, key.length(), NOTHING, 0, 0);
      deleted++;
      return;
    }
    value.copy(row);
    run.add(key.bytes(), 0, key.length(), value.bytes(), 0, value.length());
    rows++;
  }

  @Override
  public WriterCommitMessage commit() throws IOException {
    refuseNullKeys();
    order.end(write.rows().key().names());
    stopIfKilled();
    Layer files = new Layer(run.finish(), deletes.finish());
    // a task that was killed while it finished would leave files that the driver never learns of
    stopIfKilled();
    TaskFiles message = TaskFiles.of(rows, deleted, nullKeys, files);
    run.keep();
    deletes.keep();
    return message;
  }

  private boolean hasNullKey(InternalRow row) {
    for (int ordinal : ordinals) {
      if (row.isNullAt(ordinal)) {
        return true;
      }
    }
    return false;
  }

  // nulls come first: if the key is one column, all null keys of the task are counted by now
  private void refuseNullKeys() {
    if (nullKeys > 0 && write.options().nullKeys() == NullKeys.FAIL) {
      throw new NullKeyException(
          ("key null comes in %s%d rows (%s), and a key cannot be null: filter them out, or"
                  + " write with option '%s' = 'drop'. Nothing was published.")
              .formatted(
                  ordinals.length == 1 ? "" : "at least ",
                  nullKeys,
                  KeyOrder.columns(write.rows().key().names()),
                  StoreOption.NULL_KEYS));
    }
  }

  private static void stopIfKilled() {
    TaskContext context = TaskContext.get();
    if (context != null && context.isInterrupted()) {
      throw new TaskKilledException();
    }
  }

  @Override
  public void abort() {
    IndependentSteps failures = new IndependentSteps();
    failures.run(run::abandon);
    failures.run(deletes::abandon);
    try {
      failures.throwFirst();
    } catch (IOException e) {
      // the user must see the cause of the abort; the driver tries to delete the files again
      LOG.warn("store {}: files of a failed task could not be deleted", write.location(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try (run;
        deletes) {
      // both, whatever one throws
    }
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return WriteMetrics.values(
        rows,
        deleted,
        run.files() + deletes.files(),
        run.entryBytes() + deletes.entryBytes(),
        nullKeys,
        replaced);
  }
}
