/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.layers;

import io.indexkv.benchmarks.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Measures the cost of layers, many files and many versions. Fails if a lookup or a join gives a
 * wrong result.
 */
public final class LayersBenchmark {
  private LayersBenchmark() {}

  /** Takes the options that {@code LayersOptions.USAGE} lists. */
  public static void main(String[] args) throws IOException {
    LayersOptions options = LayersOptions.parse(args);
    Path directory = options.data().toAbsolutePath().resolve("layered");
    Run.deleteDirectory(directory);
    List<LayerTimes> times = new ArrayList<>();
    List<OpenTimes> opens = new ArrayList<>();
    CompactionCost cost;
    try (SparkSession spark = session(options)) {
      spark.sparkContext().setLogLevel("ERROR");
      LayeredStore store = new LayeredStore(spark, directory, options);
      for (int layers = 1; layers <= options.layers().get(options.layers().size() - 1); layers++) {
        store.addLayer(layers - 1);
        if (options.layers().contains((long) layers)) {
          times.add(LayerTimes.measure(Integer.toString(layers), store, options));
        }
      }
      cost = CompactionCost.measure(store.storage());
      times.add(LayerTimes.measure("compacted", store, options));
    }
    for (long files : options.files()) {
      opens.addAll(OpenTimes.measure(options.data().toAbsolutePath(), (int) files, options.runs()));
    }
    PinnedTimes pinned = PinnedTimes.measure(options.data().toAbsolutePath(), options);
    System.out.println(new LayersReport(options, times, cost, opens, pinned).write(args));
  }

  private static SparkSession session(LayersOptions options) {
    return Run.session("layers", options.master(), options.data(), "")
        // the keys are products, which overflow
        .config("spark.sql.ansi.enabled", false)
        .getOrCreate();
  }
}
