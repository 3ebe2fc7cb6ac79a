/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import io.indexkv.benchmarks.Machine;
import io.indexkv.benchmarks.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of a run. */
record TpcReport(TpcOptions options, List<TpcTimes> times) {
  /** Medians of each query, and the totals of those with and without a lookup join. */
  String table() {
    StringBuilder table =
        new StringBuilder(
            "| query | rows | lookup joins | Parquet s | stores s | stores / Parquet |\n"
                + "|---|---|---|---|---|---|\n");
    for (TpcTimes query : times) {
      table.append(
          line(
              query.query().name(),
              query.rows(),
              query.lookupJoins(),
              query.parquetMedian(),
              query.storesMedian()));
    }
    table.append(total("queries with a lookup join", times.stream().filter(this::joins).toList()));
    table.append(total("all", times));
    return table.toString();
  }

  private boolean joins(TpcTimes query) {
    return query.lookupJoins() > 0;
  }

  private static String total(String what, List<TpcTimes> some) {
    return line(
        "**" + some.size() + " " + what + "**",
        some.stream().mapToLong(TpcTimes::rows).sum(),
        some.stream().mapToInt(TpcTimes::lookupJoins).sum(),
        some.stream().mapToDouble(TpcTimes::parquetMedian).sum(),
        some.stream().mapToDouble(TpcTimes::storesMedian).sum());
  }

  private static String line(String name, long rows, int joins, double parquet, double stores) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.2f | %.2f | %.2f |%n",
        name,
        rows,
        joins,
        parquet,
        stores,
        stores / parquet);
  }

  /** Writes the table, the machine and every run into a directory of their own; returns it. */
  Path write(String sparkVersion, String... args) throws IOException {
    Path directory = Run.createDirectory(options.results());
    Files.writeString(
        directory.resolve("README.md"),
        """
        # %s, scale %s

        %s- versions: revision %s, Spark %s
        - command: `%s`
        - stores: %s
        - medians of %d runs after one warm-up, in turns; a LIMIT at the end of a query is left out;
          every query gave the same rows on both; not an official TPC result

        %s"""
            .formatted(
                options.suite(),
                options.scale(),
                Machine.describe(),
                Run.revision(),
                sparkVersion,
                Run.command("tpc", args),
                options.stores().stream().map(TpcTable::name).collect(Collectors.joining(", ")),
                options.runs(),
                table()));
    Files.writeString(
        directory.resolve("raw.csv"),
        TpcTimes.CSV_HEADER
            + "\n"
            + times.stream().map(TpcTimes::csv).collect(Collectors.joining()));
    return directory;
  }
}
