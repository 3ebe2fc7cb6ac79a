/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.store.manifest.BatchMark;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;

/**
 * The driver's side of one micro-batch of a stream. It publishes the batch as a batch write would,
 * and marks the version with it. So a batch that Spark repeats after a failure is not applied
 * again.
 */
final class IndexKvStreamWrite implements StreamingWrite {
  private final IndexKvBatchWrite batch;
  private final String query;

  /**
   * @param query identifies the query in all its runs
   */
  IndexKvStreamWrite(StoreWrite write, String query) {
    this.batch = new IndexKvBatchWrite(write);
    this.query = query;
  }

  @Override
  public StreamingDataWriterFactory createStreamingWriterFactory(PhysicalWriteInfo info) {
    return batch.createBatchWriterFactory(info);
  }

  @Override
  public boolean useCommitCoordinator() {
    return batch.useCommitCoordinator();
  }

  @Override
  public void commit(long epochId, WriterCommitMessage[] messages) {
    batch.commit(messages, BatchMark.ofStream(query, epochId));
  }

  @Override
  public void abort(long epochId, WriterCommitMessage[] messages) {
    batch.abort(messages);
  }

  @Override
  public String toString() {
    return "IndexKvStreamWrite(" + batch + ", query " + query + ")";
  }
}
