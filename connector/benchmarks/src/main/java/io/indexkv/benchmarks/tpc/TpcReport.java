/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

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

/** The report of a run. */
record TpcReport(TpcOptions options, List<TpcTimes> times) {
  /** The medians of each query, and the totals of the queries with a lookup join and of all. */
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
    List<TpcTimes> joining = times.stream().filter(query -> query.lookupJoins() > 0).toList();
    table.append(total("queries with a lookup join", joining));
    table.append(total("all", times));
    if (options.suite() == TpcSuite.H && !joining.isEmpty()) {
      table.append("\n| | asked at scale 10 | found | |\n|---|---:|---:|---|\n");
      table.append(target(joining).markdown()).append('\n');
    }
    return table.toString();
  }

  private static Target target(List<TpcTimes> joining) {
    double stores = joining.stream().mapToDouble(TpcTimes::storesMedian).sum();
    double parquet = joining.stream().mapToDouble(TpcTimes::parquetMedian).sum();
    return new Target(
        "queries with a lookup join, stores ÷ Parquet",
        Target.Relation.AT_MOST,
        0.6,
        OptionalDouble.of(stores / parquet));
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

  /** Writes table, machine, runs and plans to a new directory. Returns the directory. */
  Path write(String sparkVersion, String... args) throws IOException {
    Path directory = Run.createDirectory(options.results());
    Files.writeString(
        directory.resolve("README.md"),
        """
        # %s, scale %s

        %s- versions: revision %s, Spark %s
        - command: `%s`
        - stores: %s
        - medians of %d runs after one warm-up, in turns. The plans on stores are in
          `plans.txt`. A LIMIT at the end of a query is left out. Every query gave the same rows on
          both. This is not an official TPC result.

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
    Files.writeString(
        directory.resolve("plans.txt"),
        times.stream()
            .map(query -> query.query() + "\n" + query.plan())
            .collect(Collectors.joining("\n")));
    return directory;
  }
}
