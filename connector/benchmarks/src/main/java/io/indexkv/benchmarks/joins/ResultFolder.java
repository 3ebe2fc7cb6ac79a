/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import io.indexkv.benchmarks.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directory of one run's results: the table, every measurement, and the executed plans. */
record ResultFolder(Path path) {
  static ResultFolder create(Path results) throws IOException {
    return new ResultFolder(Run.createDirectory(results));
  }

  void write(
      String conditions, String report, List<Measurement> measurements, Map<String, String> plans)
      throws IOException {
    Files.writeString(path.resolve("README.md"), "# Joins\n\n" + conditions + "\n" + report);
    Files.write(
        path.resolve("raw.csv"),
        Stream.concat(
                Stream.of(Measurement.CSV_HEADER), measurements.stream().map(Measurement::csv))
            .toList());
    Files.writeString(
        path.resolve("plans.txt"),
        plans.entrySet().stream()
            .map(plan -> plan.getKey() + "\n" + plan.getValue())
            .collect(Collectors.joining("\n")));
    System.out.println("results are in " + path);
  }
}
