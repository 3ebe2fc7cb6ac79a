/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.KeyKind;
import io.indexkv.benchmarks.peers.store.Measure;
import io.indexkv.benchmarks.peers.store.PeerStore;
import java.util.Locale;

/**
 * One measured number.
 *
 * @param store label of a store, {@link PeerStore#FLOOR}, or "harness"
 * @param value the number, in the measure's unit
 * @param error half the width of JMH's 99.9 % confidence interval, or NaN
 */
record Score(String store, Dataset data, Measure measure, double value, double error) {
  static final String HEADER = "store,keys,entries,measure,value,error,unit";

  String encode() {
    return String.format(
        Locale.ROOT,
        "%s,%s,%d,%s,%.4f,%.4f,%s",
        store,
        data.keys(),
        data.entries(),
        measure,
        value,
        error,
        measure.unit());
  }

  static Score decode(String line) {
    String[] fields = line.split(",");
    if (fields.length != 7) {
      throw new IllegalArgumentException("score: expected " + HEADER + ", found " + line);
    }
    return new Score(
        fields[0],
        new Dataset(KeyKind.valueOf(fields[1].toUpperCase(Locale.ROOT)), Long.parseLong(fields[2])),
        Measure.valueOf(fields[3].toUpperCase(Locale.ROOT).replace('-', '_')),
        Double.parseDouble(fields[4]),
        Double.parseDouble(fields[5]));
  }
}
