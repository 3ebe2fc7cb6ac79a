/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Joins the seats of the flights with customers, by lookup and in Spark's own way, in turns, and
 * prints the times. The customers are made up: the option gives their number, and each seat has a
 * random one.
 */
final class CustomerJoin {
  private static final int SEATS = 4;
  private static final int RUNS = 3;

  private static final String SQL =
      "SELECT c.tier, count(*) AS seats, sum(s.distance) AS miles, sum(c.bonus) AS bonus"
          + " FROM seats s JOIN %s c ON s.customer = c.id GROUP BY c.tier ORDER BY c.tier";

  private final SparkSession spark;
  private final FlightsOptions options;

  CustomerJoin(SparkSession spark, FlightsOptions options) {
    this.spark = spark;
    this.options = options;
  }

  void run() {
    double storeSeconds = write();
    spark.read().parquet(parquet("seats")).createOrReplaceTempView("seats");
    spark.read().parquet(parquet("customers")).createOrReplaceTempView("customers_parquet");
    spark.read().format("indexkv").load(store()).createOrReplaceTempView("customers_store");
    System.out.printf(
        "Seats of these flights with their customers: %,d seats, %,d customers.%n%n",
        spark.table("seats").count(), options.customers());
    String lookupPlan = explain(Way.LOOKUP);
    if (!lookupPlan.contains("LookupJoin")) {
      throw new IllegalStateException("expected a LookupJoin in the plan:\n" + lookupPlan);
    }

    Map<Way, double[]> seconds = time();
    double lookup = median(seconds.get(Way.LOOKUP));
    double own = median(seconds.get(Way.OWN));
    System.out.println("  join                    median s   × lookup");
    System.out.printf("  lookup join               %8.2f   %8.1f%n", lookup, 1.0);
    System.out.printf("  Spark's own, on Parquet   %8.2f   %8.1f%n%n", own, own / lookup);
    System.out.printf(
        "Each ran once to warm up and %d times in turns; both gave the same rows.%n", RUNS);
    System.out.printf("Writing the store took %.1f s, once, and is not counted.%n", storeSeconds);
  }

  /** Writes seats and customers; returns how many seconds the store took. */
  private double write() {
    spark
        .read()
        .parquet(options.flights())
        .selectExpr("distance", "explode(sequence(1, " + SEATS + ")) AS seat")
        .selectExpr("distance", "cast(rand(1) * " + options.customers() + " AS BIGINT) AS customer")
        .write()
        .mode("overwrite")
        .parquet(parquet("seats"));
    spark
        .range(options.customers())
        .selectExpr(
            "id",
            "concat('customer ', id) AS name",
            "element_at(array('blue', 'silver', 'gold'), 1 + int(id % 3)) AS tier",
            "id % 100 AS bonus")
        .write()
        .mode("overwrite")
        .parquet(parquet("customers"));
    long started = System.nanoTime();
    spark
        .read()
        .parquet(parquet("customers"))
        .write()
        .format("indexkv")
        .option("key", "id")
        .mode("overwrite")
        .save(store());
    return secondsSince(started);
  }

  /** The seconds of each way's runs. The ways take turns, and alternate in who begins. */
  private Map<Way, double[]> time() {
    Map<Way, double[]> seconds = new EnumMap<>(Way.class);
    for (Way way : Way.values()) {
      seconds.put(way, new double[RUNS]);
    }
    List<Row> expected = query(Way.OWN);
    if (!query(Way.LOOKUP).equals(expected)) {
      throw new IllegalStateException("lookup join and Spark's own join differ: " + expected);
    }
    for (int run = 0; run < RUNS; run++) {
      for (int turn = 0; turn < Way.values().length; turn++) {
        Way way = Way.values()[(run + turn) % Way.values().length];
        long started = System.nanoTime();
        query(way);
        seconds.get(way)[run] = secondsSince(started);
      }
    }
    return seconds;
  }

  private List<Row> query(Way way) {
    return spark.sql(SQL.formatted(way.customers)).collectAsList();
  }

  private String explain(Way way) {
    spark.conf().set(JoinMode.CONF, JoinMode.ON.value());
    return spark.sql("EXPLAIN " + SQL.formatted(way.customers)).first().getString(0);
  }

  private String parquet(String name) {
    return options.output() + "/" + name;
  }

  private String store() {
    return options.output() + "/customers-store";
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double secondsSince(long started) {
    return (System.nanoTime() - started) / 1e9;
  }

  /** The two ways to join, each with its source of the customers. */
  private enum Way {
    LOOKUP("customers_store"),
    OWN("customers_parquet");

    final String customers;

    Way(String customers) {
      this.customers = customers;
    }
  }
}
