/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.scans;

import io.indexkv.benchmarks.Machine;
import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The report of a run.
 *
 * @param sizes a line about each table
 */
record ScanReport(ScanOptions options, List<String> sizes, List<ScanTimes> times) {
  /** The medians of each query, then the targets. */
  String tables() {
    StringBuilder text =
        new StringBuilder(
            "| | | Parquet s | store s | store ÷ Parquet | of CPU time |\n|---|---|---:|---:|---:|---:|\n");
    StringBuilder targets = new StringBuilder("\n| | asked | found | |\n|---|---:|---:|---|\n");
    for (ScanTimes query : times) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.4f | %.4f | %.2f | %.2f |%n",
              query.query(),
              query.query().text(),
              query.median(TableForm.PARQUET, Cost::seconds),
              query.median(TableForm.STORE, Cost::seconds),
              query.ratio(Cost::seconds),
              query.ratio(Cost::cpuSeconds)));
      query
          .query()
          .limit()
          .ifPresent(limit -> targets.append(target(query, limit).markdown()).append('\n'));
    }
    return text.append(targets).toString();
  }

  private static Target target(ScanTimes query, double limit) {
    return new Target(
        query.query() + ", store ÷ Parquet",
        Target.Relation.AT_MOST,
        limit,
        OptionalDouble.of(query.ratio(Cost::seconds)));
  }

  /** Writes tables, machine, runs and plans to a new directory. Returns the directory. */
  Path write(String sparkVersion, String... args) throws IOException {
    Path directory = Run.createDirectory(options.results());
    Files.writeString(
        directory.resolve("README.md"),
        """
        # Scans of %,d rows

        %s- versions: revision %s, Spark %s
        - command: `%s`
        - %s
        - medians of %d runs after one warm-up, in turns. A run of a query of milliseconds is the mean of %d, after more
          warm-ups. The CPU time is that of the whole process. The executed plans are in `plans.txt`. Every query gave
          the same rows on both.

        %s"""
            .formatted(
                options.rows(),
                Machine.describe(),
                Run.revision(),
                sparkVersion,
                Run.command("scans", args),
                String.join("; ", sizes),
                options.runs(),
                options.repeats(),
                tables()));
    Files.writeString(
        directory.resolve("raw.csv"),
        times.stream()
            .map(ScanTimes::csv)
            .collect(Collectors.joining("\n", ScanTimes.CSV_HEADER + "\n", "\n")));
    Files.writeString(directory.resolve("plans.txt"), plans());
    return directory;
  }

  private String plans() {
    StringBuilder text = new StringBuilder();
    for (ScanTimes query : times) {
      query
          .plans()
          .forEach(
              (form, plan) ->
                  text.append(query.query())
                      .append(' ')
                      .append(form)
                      .append('\n')
                      .append(plan)
                      .append('\n'));
    }
    return text.toString();
  }
}
