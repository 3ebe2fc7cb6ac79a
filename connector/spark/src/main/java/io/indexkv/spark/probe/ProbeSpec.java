/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.key.KeyType;
import io.indexkv.spark.snapshot.PinnedStore;
import java.io.Serializable;

/**
 * Everything that a task needs to probe a store. Public because generated code names it.
 *
 * @param touched offsets in a row of the store that the join will read after a hit
 */
public record ProbeSpec(
    PinnedStore store, KeyType keyType, KeptRows keep, int[] touched, ProbeMetrics metrics)
    implements Serializable {}
