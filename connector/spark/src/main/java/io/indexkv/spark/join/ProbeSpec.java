/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.KeyType;
import io.indexkv.spark.codec.PinnedStore;
import java.io.Serializable;

/**
 * What a task needs to probe a store. Public because generated code names it.
 *
 * @param touched offsets in a row of the store that will be read after a hit
 */
public record ProbeSpec(
    PinnedStore store, KeyType keyType, Keep keep, int[] touched, ProbeMetrics metrics)
    implements Serializable {

  /** Opens the store for the running task, until the task ends. */
  public IntegerProbe openIntegers() {
    return new IntegerProbe(this);
  }

  /** Opens the store for the running task, until the task ends. */
  public StringProbe openStrings() {
    return new StringProbe(this);
  }

  /** Opens the store for the running task, until the task ends. */
  Probe open() {
    return keyType.equals(KeyType.STRING) ? openStrings() : openIntegers();
  }
}
