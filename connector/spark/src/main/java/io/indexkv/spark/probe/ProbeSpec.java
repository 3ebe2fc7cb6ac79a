/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.key.KeyType;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.read.KeySlice;
import java.io.Serializable;

/**
 * Everything that a task needs to probe a store. Public because generated code names it.
 *
 * @param touched offsets in a row of the store that the join will read after a hit
 */
public record ProbeSpec(
    PinnedStore store, KeyType keyType, KeptRows keep, int[] touched, ProbeMetrics metrics)
    implements Serializable {

  /** The class of the probe for the key type. */
  public Class<? extends Probe> probe() {
    if (keyType.isNumber()) {
      return NumberProbe.class;
    }
    return keyType.equals(KeyType.STRING) || keyType.equals(KeyType.BINARY)
        ? StringProbe.class
        : CompositeProbe.class;
  }

  /** Opens the store for the running task, until the task ends. */
  public Probe open() {
    return open(KeySlice.all());
  }

  /**
   * Opens a slice of the store. The probe may look up only keys of the slice, and keys that no
   * store can have.
   */
  public Probe open(KeySlice slice) {
    if (probe() == NumberProbe.class) {
      return new NumberProbe(this, slice);
    }
    return probe() == StringProbe.class
        ? new StringProbe(this, slice)
        : new CompositeProbe(this, slice);
  }
}
