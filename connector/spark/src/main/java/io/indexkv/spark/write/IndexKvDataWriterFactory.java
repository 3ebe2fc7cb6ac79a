/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.snapshot.StoreFailure;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;

/** Creates the writer of a task. */
final class IndexKvDataWriterFactory implements DataWriterFactory {
  private static final long serialVersionUID = 1L;

  private final StoreWrite write;

  IndexKvDataWriterFactory(StoreWrite write) {
    this.write = write;
  }

  @Override
  public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
    try {
      Storage storage = write.storage();
      return new IndexKvDataWriter(write, write.files(storage, partitionId, taskId));
    } catch (IOException e) {
      throw StoreFailure.of(write.location(), e);
    }
  }
}
