/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.codec.StoreKey;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DeltaWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Writes the changes of one task attempt of a MERGE, UPDATE or DELETE. They come in the order of
 * their keys. An update comes as the deletion of the old key and the insertion of the new row, so
 * an insertion wins over a deletion of the same key. Nothing is visible before the driver's commit.
 */
final class IndexKvDeltaWriter implements DeltaWriter<InternalRow> {
  private final Statement statement;
  private final StoreKey storeKey;
  private final WriteProjection source;
  private final StrictText text;
  private final KeyEncoder rowKey;
  private final KeyEncoder deletedKey;
  private final RowBytes value;
  private final ChangesOfKey changes;
  private final ExistingKeys existing;
  private final TaskSeries files;
  private boolean committed;

  IndexKvDeltaWriter(Statement statement, TaskSeries files) {
    this.statement = statement;
    WriteSchema rows = statement.write().rows();
    this.storeKey = rows.key();
    this.source = new WriteProjection(rows);
    this.text = new StrictText(storeKey);
    this.rowKey = new KeyEncoder(storeKey);
    this.deletedKey = new KeyEncoder(alone(rows.schema(), storeKey.names()));
    this.value = new RowBytes(rows.schema());
    this.changes = new ChangesOfKey(storeKey.type());
    this.existing = new ExistingKeys(statement.store());
    this.files = files;
  }

  /** The same key for rows of nothing but the key columns, in key order. */
  private static StoreKey alone(StructType schema, List<String> names) {
    return StoreKey.of(
        new StructType(names.stream().map(schema::apply).toArray(StructField[]::new)), names);
  }

  @Override
  public void delete(InternalRow metadata, InternalRow id) throws IOException {
    deletedKey.encode(id);
    begin(deletedKey);
    changes.delete();
  }

  @Override
  public void insert(InternalRow queried) throws IOException {
    InternalRow row = source.stored(queried);
    refuseNullKey(row);
    text.require(row);
    rowKey.encode(row);
    begin(rowKey);
    if (changes.insert() == 1) {
      value.copy(row);
    }
  }

  /** Never called: an update comes as a deletion and an insertion. */
  @Override
  public void update(InternalRow metadata, InternalRow id, InternalRow row) {
    throw new IllegalStateException(
        "Spark sent an update of a row of %s, expected a deletion and an insertion"
            .formatted(statement.write().location()));
  }

  private void begin(KeyEncoder key) throws IOException {
    if (!changes.isAt(key.bytes(), key.length())) {
      flush();
      changes.moveTo(key.bytes(), key.length());
    }
  }

  /** Writes what the changes of the current key, if there is one, come to. */
  private void flush() throws IOException {
    if (changes.insertions() > 1) {
      throw changes.duplicate(statement.command(), storeKey.names());
    }
    if (changes.insertions() == 1) {
      if (!changes.isDeleted() && existing.has(changes.key(), changes.length())) {
        throw changes.taken(statement.command(), storeKey.names(), statement.store());
      }
      files.entry(changes.key(), changes.length(), value);
    } else if (changes.isDeleted()) {
      files.delete(changes.key(), changes.length());
    }
  }

  private void refuseNullKey(InternalRow row) {
    for (KeyColumn column : storeKey.columns()) {
      if (row.isNullAt(column.ordinal())) {
        throw new NullKeyException(
            "this %s would write a row whose key is null (column %s), and a key cannot be null. Nothing was published."
                .formatted(statement.command(), column.name()));
      }
    }
  }

  @Override
  public WriterCommitMessage commit() throws IOException {
    flush();
    committed = true;
    return files.finish(0);
  }

  @Override
  public void abort() {
    files.abandon();
  }

  @Override
  public void close() throws IOException {
    try (existing;
        files) {
      // both, whatever one throws
    }
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    // Spark asks for the last time before the commit, which writes the current key
    boolean row = !committed && changes.insertions() == 1;
    boolean delete = !committed && !row && changes.isDeleted();
    return files.metrics(row ? 1 : 0, delete ? 1 : 0, 0, 0, 0);
  }
}
