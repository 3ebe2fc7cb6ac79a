/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.index.Faults;
import io.indexkv.spark.codec.KeyBounds;
import io.indexkv.spark.conf.ScanMode;
import io.indexkv.spark.read.AggregatePartition.Known;
import io.indexkv.spark.read.AggregatePartition.Way;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.read.KeyCount;
import io.indexkv.store.read.KeySlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Gives one row: the aggregates of the keys of a task. */
final class AggregateReader implements PartitionReader<InternalRow> {
  private final PinnedStore store;
  private final ScanMode mode;
  private final AggregatePartition partition;
  private final KeyAggregates aggregates;
  private long count;
  private byte[] first;
  private byte[] last;
  private boolean done;

  AggregateReader(
      PinnedStore store, ScanMode mode, AggregatePartition partition, KeyAggregates aggregates) {
    this.store = store;
    this.mode = mode;
    this.partition = partition;
    this.aggregates = aggregates;
  }

  @Override
  public boolean next() {
    if (done) {
      return false;
    }
    Known known = partition.known();
    count = known.count();
    first = known.first();
    last = known.last();
    try {
      if (partition.way() == Way.LOOK_UP) {
        lookUp();
      } else {
        if (partition.way() == Way.COUNT) {
          count();
        }
        if (aggregates.functions().contains(KeyAggregates.Function.MIN)) {
          findFirst();
        }
        if (aggregates.functions().contains(KeyAggregates.Function.MAX)) {
          findLast();
        }
      }
    } catch (InternalError e) {
      throw TaskLease.fault(e);
    }
    done = true;
    return true;
  }

  private void lookUp() {
    try (TaskLease lease = TaskLease.open(store, KeySlice.all(), mode.readMode())) {
      lease.enter();
      count = lease.files().entries();
      first = key(lease.files().scan(null, null));
      last = key(lease.files().scanBackward(null, null));
    }
  }

  private void count() {
    try (RunFiles files = files(partition.runs())) {
      while (files.open()) {
        files.lease().enter();
        KeyCount keys =
            new KeyCount(files.lease().files(), partition.values(), AggregateReader::goOn);
        for (KeySlice slice : partition.runs().get(files.run()).slices()) {
          count += keys.between(slice.from(), slice.to());
        }
      }
    }
  }

  /** Fails if the task is no longer wanted. */
  private static void goOn() {
    if (TaskContext.get() != null) {
      TaskContext.get().killTaskIfInterrupted();
    }
  }

  private void findFirst() {
    try (RunFiles files = files(partition.runs())) {
      while (files.open()) {
        files.lease().enter();
        for (KeySlice slice : partition.runs().get(files.run()).slices()) {
          byte[] found = key(files.lease().files().scan(slice.from(), slice.to()));
          if (found != null) {
            first = first == null || Arrays.compareUnsigned(found, first) < 0 ? found : first;
            return;
          }
        }
      }
    }
  }

  private void findLast() {
    List<KeyRun> runs = new ArrayList<>(partition.runs());
    Collections.reverse(runs);
    try (RunFiles files = files(runs)) {
      while (files.open()) {
        files.lease().enter();
        for (KeySlice slice : runs.get(files.run()).backward()) {
          byte[] found = key(files.lease().files().scanBackward(slice.from(), slice.to()));
          if (found != null) {
            last = last == null || Arrays.compareUnsigned(found, last) > 0 ? found : last;
            return;
          }
        }
      }
    }
  }

  private RunFiles files(List<KeyRun> runs) {
    return new RunFiles(store, mode, runs.stream().map(KeyRun::bounds).toList());
  }

  /** The first key of a cursor, or null. */
  private static byte[] key(EntryCursor keys) {
    byte[] key = keys.next() ? keys.key() : null;
    keys.requireWhole();
    Faults.settle();
    return key;
  }

  @Override
  public InternalRow get() {
    KeyBounds bounds = new KeyBounds(store.key());
    Object[] values = new Object[aggregates.functions().size()];
    for (int i = 0; i < values.length; i++) {
      byte[] key = aggregates.functions().get(i) == KeyAggregates.Function.MIN ? first : last;
      values[i] =
          aggregates.functions().get(i) == KeyAggregates.Function.COUNT
              ? (Object) count
              : key == null ? null : first(bounds, key);
    }
    return new GenericInternalRow(values);
  }

  // the key may come from a manifest, which somebody else may have written
  private Object first(KeyBounds bounds, byte[] key) {
    try {
      return bounds.first(key);
    } catch (IllegalArgumentException e) {
      throw new CorruptFileException(
          "store %s, version %d: its manifest names a smallest or largest key that is none: %s"
              .formatted(store.location(), store.version(), e.getMessage()));
    }
  }

  @Override
  public void close() {
    // each step closes the files that it has opened
  }
}
