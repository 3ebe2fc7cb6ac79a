/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.snapshot.PinnedStore;
import java.util.List;

/**
 * What a lookup join does, for reports.
 *
 * @param type of the join, such as Inner
 * @param keys for each key column, the expression that is compared with it
 * @param probe batch or row
 * @param slices 0 if the join is not partitioned
 */
public record LookupFacts(
    PinnedStore store, String type, List<String> keys, String probe, int slices) {}
