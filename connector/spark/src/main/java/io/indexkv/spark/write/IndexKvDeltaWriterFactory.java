/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.snapshot.StoreFailure;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DeltaWriter;
import org.apache.spark.sql.connector.write.DeltaWriterFactory;

/** Creates the writer of a task of a MERGE, UPDATE or DELETE. */
final class IndexKvDeltaWriterFactory implements DeltaWriterFactory {
  private static final long serialVersionUID = 1L;

  private final Statement statement;

  IndexKvDeltaWriterFactory(Statement statement) {
    this.statement = statement;
  }

  @Override
  public DeltaWriter<InternalRow> createWriter(int partitionId, long taskId) {
    StoreWrite write = statement.write();
    try {
      Storage storage = write.storage();
      return new IndexKvDeltaWriter(statement, write.files(storage, partitionId, taskId));
    } catch (IOException e) {
      throw StoreFailure.of(write.location(), e);
    }
  }
}
