/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.ordered;

import io.indexkv.benchmarks.Arguments;
import io.indexkv.benchmarks.Machine;
import io.indexkv.benchmarks.PlanWatch;
import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Seconds;
import io.indexkv.benchmarks.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Joins facts with a store by a part of its key, in turns with Spark's own ways. The peers read the
 * same rows from Parquet.
 */
public final class OrderedBenchmark {
  private static final String USAGE =
      """
      options, each with a value:
        --facts N     rows of the facts (4000000)
        --keys N      keys of the dimension, with 5 rows each (400000)
        --runs N      measured runs of each way (3), after one that warms up
        --cores N     of Spark (2)
        --data DIR    facts and stores (target/ordered-data)
        --results DIR (results)
      """;

  private static final int ROWS_OF_A_KEY = 5;

  private OrderedBenchmark() {}

  public static void main(String[] args) throws IOException {
    Arguments arguments = Arguments.parse(USAGE, args);
    long facts = arguments.number("--facts", 1, 4_000_000);
    long keys = arguments.number("--keys", 1, 400_000);
    int runs = arguments.count("--runs", 1, 3);
    Path data = arguments.path("--data", "target/ordered-data").toAbsolutePath();
    String machine = Machine.describe();
    String master = "local[" + arguments.number("--cores", 1, 2) + "]";
    StringBuilder table = new StringBuilder();
    StringBuilder plans = new StringBuilder();
    try (SparkSession session =
        Run.session("ordered", master, data, "")
            .config("spark.log.level", "WARN")
            .config("spark.sql.shuffle.partitions", "4")
            .getOrCreate()) {
      PlanWatch plan = PlanWatch.of(session);
      prepare(session, data, facts, keys);
      for (OrderedQuery query : OrderedQuery.values()) {
        measure(session, plan, query, runs, table, plans);
      }
    }
    String report = report(machine, facts, keys, args) + table;
    System.out.println(report);
    Path results = Run.createDirectory(arguments.path("--results", "results"));
    Files.writeString(results.resolve("README.md"), report);
    Files.writeString(results.resolve("plans.txt"), Run.withoutPath(plans.toString(), data));
  }

  /** The dimension as Parquet and as a store with intervals, the facts as Parquet. */
  private static void prepare(SparkSession session, Path data, long facts, long keys)
      throws IOException {
    Path dimension = data.resolve("dimension-" + keys);
    if (!Files.exists(dimension.resolve("_SUCCESS"))) {
      session
          .range(0, keys, 1, 4)
          .selectExpr("id AS k", "explode(sequence(0, %d)) AS n".formatted(ROWS_OF_A_KEY - 1))
          .selectExpr("k", "n * 100L AS begins", "n * 100L + 80 AS ends", "k + n AS price")
          .write()
          .mode("overwrite")
          .parquet(dimension.toString());
    }
    Path rows = data.resolve("facts-" + facts + "-" + keys + "-numbers");
    if (!Files.exists(rows.resolve("_SUCCESS"))) {
      session
          .range(0, facts, 1, 4)
          .selectExpr(
              "id",
              "pmod(xxhash64(id), %d) AS k".formatted(keys),
              "pmod(xxhash64(id, 1), %d) AS at".formatted(100L * ROWS_OF_A_KEY),
              digits("id, 2") + " AS number")
          .write()
          .mode("overwrite")
          .parquet(rows.toString());
    }
    Path store = data.resolve("store");
    Run.deleteDirectory(store);
    session
        .read()
        .parquet(dimension.toString())
        .write()
        .format("indexkv")
        .option("key", "k,begins")
        .option("interval", "begins,ends")
        .save(store.toString());
    preparePrefixes(session, data, keys);
    session.read().parquet(dimension.toString()).createOrReplaceTempView("files");
    session.read().format("indexkv").load(store.toString()).createOrReplaceTempView("store");
    session.read().parquet(rows.toString()).createOrReplaceTempView("facts");
  }

  /** Twelve digits that follow from an expression. */
  private static String digits(String of) {
    return "CAST(pmod(xxhash64(%s), 900000000000) + 100000000000 AS STRING)".formatted(of);
  }

  /** Prefixes of 4 to 9 digits, as Parquet and as a store. */
  private static void preparePrefixes(SparkSession session, Path data, long keys)
      throws IOException {
    Path prefixes = data.resolve("prefixes-" + keys);
    if (!Files.exists(prefixes.resolve("_SUCCESS"))) {
      session
          .range(0, keys, 1, 4)
          .selectExpr(
              "substring(" + digits("id, 3") + ", 1, CAST(4 + id % 6 AS INT)) AS prefix",
              "id AS price")
          .groupBy("prefix")
          .agg(functions.min("price").as("price"))
          .write()
          .mode("overwrite")
          .parquet(prefixes.toString());
    }
    Path store = data.resolve("store-prefixes");
    Run.deleteDirectory(store);
    Dataset<Row> rows = session.read().parquet(prefixes.toString());
    rows.createOrReplaceTempView("files_prefixes");
    rows.write().format("indexkv").option("key", "prefix").save(store.toString());
    session
        .read()
        .format("indexkv")
        .load(store.toString())
        .createOrReplaceTempView("store_prefixes");
  }

  private static void measure(
      SparkSession session,
      PlanWatch plan,
      OrderedQuery query,
      int runs,
      StringBuilder table,
      StringBuilder plans) {
    Map<String, String> ways = new LinkedHashMap<>();
    String lookup = "lookup, access=" + query.access();
    ways.put(lookup, query.lookup());
    ways.putAll(query.peers());
    Map<String, double[]> seconds = new LinkedHashMap<>();
    ways.keySet().forEach(way -> seconds.put(way, new double[runs]));
    Row expected = null;
    List<String> order = new ArrayList<>(ways.keySet());
    for (int run = -1; run < runs; run++) {
      for (String way : order) {
        plan.reset();
        Stopwatch watch = new Stopwatch();
        Row sums = session.sql(ways.get(way)).first();
        double took = watch.seconds();
        if (expected == null) {
          expected = sums;
        } else if (!sums.equals(expected)) {
          throw new IllegalStateException(
              "%s, %s: expected %s, found %s".formatted(query, way, expected, sums));
        }
        if (run >= 0) {
          seconds.get(way)[run] = took;
        } else {
          plans.append(plan(plan.last().toString(), query, way));
        }
      }
      // nobody is always the first
      order.add(order.remove(0));
    }
    for (String way : ways.keySet()) {
      double median = Seconds.median(seconds.get(way));
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.2f | %.1f |%n",
              query.title(),
              way,
              Seconds.list(seconds.get(way)),
              median,
              median / Seconds.median(seconds.get(lookup))));
    }
  }

  /** The executed plan for the report. Fails if it is not the one of its name. */
  private static String plan(String plan, OrderedQuery query, String way) {
    if (way.startsWith("lookup") != plan.contains("access=" + query.access())) {
      throw new IllegalStateException("%s, %s has another plan: %s".formatted(query, way, plan));
    }
    return "%s, %s%n%s%n".formatted(query.title(), way, plan);
  }

  private static String report(String machine, long facts, long keys, String[] args)
      throws IOException {
    return String.format(
        Locale.ROOT,
        """
    # Ordered lookups of %,d facts in %,d rows

    Each of the %,d keys has %d rows: intervals that follow each other, with gaps. There are also as many prefixes of 4 to 9
    digits, less those that are the same. The stores' writes are not counted.

    - revision: %s, command: `%s`
    %s
    | join | way | seconds of each run | median | × lookup |
    |---|---|---|---|---|
    """,
        facts,
        keys * ROWS_OF_A_KEY,
        keys,
        ROWS_OF_A_KEY,
        Run.revision(),
        Run.command("ordered", args),
        machine);
  }
}
