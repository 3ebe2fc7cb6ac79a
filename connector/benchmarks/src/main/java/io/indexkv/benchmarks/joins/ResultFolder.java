/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run's results: {@code results/<date>-<revision>/}, numbered if that is taken. */
record ResultFolder(Path path) {
  static ResultFolder create(Path results) throws IOException {
    String name = LocalDate.now(ZoneOffset.UTC) + "-" + Environment.revision();
    Path path = results.resolve(name);
    for (int next = 2; Files.exists(path); next++) {
      path = results.resolve(name + "-" + next);
    }
    return new ResultFolder(Files.createDirectories(path));
  }

  void write(
      String environment, String table, List<Measurement> measurements, Map<String, String> plans)
      throws IOException {
    Files.writeString(path.resolve("README.md"), "# Joins\n\n" + environment + "\n" + table);
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
