/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.conf.EqualKeys;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreWriteOptions.NullKeys;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Writes the sorted rows of one task attempt. Nothing is visible before the driver's commit. */
final class IndexKvDataWriter implements DataWriter<InternalRow> {
  private final StoreWrite write;
  private final TaskSeries files;
  private final WriteProjection source;
  private final StrictText text;
  private final KeyEncoder key;
  private final KeyOrder order;
  private final RowBytes value;

  /** Null if no row is chosen among those of a key. */
  private final ChosenRow chosen;

  /** Null if keys are unique. */
  private final RowOrdinals numbers;

  private final int[] ordinals;
  private long nullKeys;
  private long replaced;

  IndexKvDataWriter(StoreWrite write, TaskSeries files) {
    this.write = write;
    this.files = files;
    this.source = new WriteProjection(write.rows());
    StoreKey storeKey = write.rows().key();
    this.ordinals = storeKey.columns().stream().mapToInt(KeyColumn::ordinal).toArray();
    this.text = new StrictText(storeKey);
    this.key = new KeyEncoder(storeKey);
    this.order = new KeyOrder(storeKey.type());
    EqualKeys equal = write.equalKeys();
    this.chosen =
        equal.chooses()
            ? new ChosenRow(StoreKey.of(write.rows().schema(), List.of(equal.column())))
            : null;
    this.numbers = write.rows().repeats() ? new RowOrdinals(write.rows().ordinal()) : null;
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
    if (numbers != null) {
      numbers.number(row, key);
    }
    if (chosen != null && chosen.isReplaced(row, order.isSame(key.bytes(), key.length()))) {
      replaced++;
      return;
    }
    if (!order.next(key.bytes(), key.length()) || order.hasDuplicates()) {
      return; // the task will fail, so the remaining rows are only counted
    }
    if (source.isDelete(queried)) {
      files.delete(key.bytes(), key.length());
      return;
    }
    value.copy(row);
    files.entry(key.bytes(), key.length(), value);
  }

  @Override
  public WriterCommitMessage commit() throws IOException {
    refuseNullKeys();
    order.end(write.rows().declaredKey());
    return files.finish(nullKeys).withEqualKeys(replaced, repeated());
  }

  private long repeated() {
    return numbers == null ? 0 : numbers.repeated();
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
                  write.rows().declaredKey().size() == 1 ? "" : "at least ",
                  nullKeys,
                  KeyOrder.columns(write.rows().declaredKey()),
                  StoreOption.NULL_KEYS));
    }
  }

  @Override
  public void abort() {
    files.abandon();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return files.metrics(0, 0, nullKeys, replaced, repeated());
  }
}
