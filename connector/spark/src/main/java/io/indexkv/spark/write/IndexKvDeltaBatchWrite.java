/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeyBytesText;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.write.ChangeCommit;
import io.indexkv.store.write.KeysRead;
import java.io.IOException;
import java.util.Locale;
import org.apache.spark.sql.connector.write.DeltaBatchWrite;
import org.apache.spark.sql.connector.write.DeltaWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * The driver's side of a MERGE, UPDATE or DELETE. It publishes in one step, and only if no later
 * version is in conflict with what the statement has read and written.
 */
final class IndexKvDeltaBatchWrite implements DeltaBatchWrite {
  private final Statement statement;
  private final KeysRead read;
  private final IndexKvBatchWrite files;

  IndexKvDeltaBatchWrite(Statement statement, KeysRead read) {
    this.statement = statement;
    this.read = read;
    this.files = new IndexKvBatchWrite(statement.write(), (layer, mark) -> publish(layer));
  }

  @Override
  public DeltaWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
    files.begin();
    return new IndexKvDeltaWriterFactory(statement);
  }

  @Override
  public boolean useCommitCoordinator() {
    return files.useCommitCoordinator();
  }

  @Override
  public void commit(WriterCommitMessage[] messages) {
    files.commit(messages);
  }

  private Manifest publish(Layer layer) throws IOException {
    StoreWrite write = statement.write();
    KeyType type = write.rows().key().type();
    return new ChangeCommit(
            write.storage(),
            SparkAuthor.ofSession(),
            statement.store().id(),
            statement.command().name().toLowerCase(Locale.ROOT),
            statement.isolation(),
            read,
            write.options().maxLayers(),
            key -> KeyBytesText.of(type, key, key.length))
        .publish(layer);
  }

  @Override
  public void abort(WriterCommitMessage[] messages) {
    files.abort(messages);
  }

  @Override
  public String toString() {
    return "IndexKvDeltaBatchWrite(" + statement.command() + ", " + files + ")";
  }
}
