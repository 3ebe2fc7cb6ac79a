/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.probe.Probe;
import io.indexkv.spark.probe.ProbeSpec;
import io.indexkv.spark.probe.ProbedKey;
import io.indexkv.spark.probe.Slicing;
import io.indexkv.store.read.KeySlices;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * The probes of a task in a partitioned join, one for each slice of the store that its rows need.
 * The first row for a slice opens its probe.
 */
final class SliceProbes {
  private final ProbeSpec spec;
  private final RowKey key;
  private final ProbedKey probed;
  private final KeySlices slices;
  private final Probe[] open;

  SliceProbes(ProbeSpec spec, RowKey key, Slicing slicing) {
    this.spec = spec;
    this.key = key;
    probed = new ProbedKey(spec.keyType());
    slices = slicing.slices(spec.store());
    open = new Probe[slices.count()];
  }

  /** The probe for the key of a row. */
  Probe of(UnsafeRow row) {
    probed.reset();
    int slice = key.put(row, probed) ? probed.slice(slices) : 0;
    if (open[slice] == null) {
      open[slice] = Probe.open(spec, slices.get(slice));
    }
    return open[slice];
  }
}
