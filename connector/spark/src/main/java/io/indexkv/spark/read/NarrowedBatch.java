/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * A scan that reads fewer keys, because the other side of a join has turned out to have no others.
 * Spark drops the rows that are too many.
 *
 * @param keys those that the other side may have
 */
record NarrowedBatch(NarrowedBatch.Whole scan, KeySelection keys) implements Batch {
  /** The scan of all keys. */
  interface Whole extends Batch {
    /** Partitions that read these keys. */
    InputPartition[] partitions(KeySelection some);

    /** Counts the files of these partitions, which take the place of the scan's own. */
    void narrowedTo(InputPartition[] partitions);
  }

  /** Spark has planned with the partitions of the whole scan. It relies on one staying one. */
  @Override
  public InputPartition[] planInputPartitions() {
    InputPartition[] some = scan.partitions(keys);
    if (some.length > 1) {
      InputPartition[] all = scan.planInputPartitions();
      some = all.length == 1 ? all : some;
    }
    scan.narrowedTo(some);
    return some;
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return scan.createReaderFactory();
  }
}
