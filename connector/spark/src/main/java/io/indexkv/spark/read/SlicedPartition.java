/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.store.read.KeySlice;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** A partition that knows which parts of the store its task opens. */
sealed interface SlicedPartition extends InputPartition
    permits RangePartition, PointPartition, PlacedPartition {
  /** The parts of the store to open, one for each run. */
  List<KeySlice> bounds();
}
