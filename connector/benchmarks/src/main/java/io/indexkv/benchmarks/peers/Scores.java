/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.store.Measure;
import java.util.List;
import java.util.OptionalDouble;

/** All numbers of a run. */
record Scores(List<Score> all) {
  List<Dataset> datasets() {
    return all.stream().map(Score::data).distinct().toList();
  }

  /** Labels of the stores that were measured with these entries, in the order of measurement. */
  List<String> stores(Dataset data) {
    return all.stream()
        .filter(score -> score.data().equals(data) && score.measure() != Measure.RAW)
        .map(Score::store)
        .distinct()
        .toList();
  }

  /** The last measured value; empty if there is none. */
  OptionalDouble value(String store, Dataset data, Measure measure) {
    return all.stream()
        .filter(
            score ->
                score.store().equals(store)
                    && score.data().equals(data)
                    && score.measure() == measure)
        .mapToDouble(Score::value)
        .reduce((first, second) -> second);
  }
}
