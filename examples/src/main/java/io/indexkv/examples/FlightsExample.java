/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Three million flights, each enriched with its two airports: the airports are written as a store,
 * and Spark joins the flights with it by lookup, without moving them. The same query is then done
 * in Spark's own way; the program fails if the results differ, or if the first plan is not made of
 * lookups.
 */
public final class FlightsExample {
  private final SparkSession spark;
  private final FlightsOptions options;

  private FlightsExample(SparkSession spark, FlightsOptions options) {
    this.spark = spark;
    this.options = options;
  }

  /** Takes {@code --master}, {@code --input}, {@code --store} and {@code --output}. */
  public static void main(String[] args) throws IOException {
    FlightsOptions options = FlightsOptions.parse(args);
    SparkSession.Builder builder = SparkSession.builder().appName("flights");
    options.master().ifPresent(builder::master);
    try (SparkSession spark = builder.getOrCreate()) {
      new FlightsExample(spark, options).run();
    }
  }

  private void run() {
    Airports.write(spark, options);
    spark.read().parquet(options.flights()).createOrReplaceTempView("flights");
    spark.read().format("indexkv").load(options.store()).createOrReplaceTempView("airports");

    print("plan", plan());
    // the first run of each compiles code and warms caches; the second is timed
    for (JoinMode mode : JoinMode.values()) {
      enriched(mode).write().format("noop").mode("overwrite").save();
    }
    double lookup = seconds(() -> writeEnriched(JoinMode.ON));
    double own = seconds(() -> writeEnriched(JoinMode.OFF));

    Dataset<Row> written = spark.read().parquet(options.outputOf(JoinMode.ON));
    checkSame(written, spark.read().parquet(options.outputOf(JoinMode.OFF)));
    print("ten of the enriched flights", "");
    written
        .select("date", "origin", "origin_airport", "destination", "destination_airport", "delay")
        .show(10, false);
    print("flights", "%,d".formatted(written.count()));
    print(
        "flights without an airport", "%,d".formatted(written.where("NOT airports_known").count()));
    print(
        "seconds to join and write, lookup join",
        "%.2f (%s = on)".formatted(lookup, JoinMode.CONF));
    print(
        "seconds to join and write, Spark's own", "%.2f (%s = off)".formatted(own, JoinMode.CONF));
    print("rows equal", "yes, all columns of all rows");
    print("enriched flights", options.outputOf(JoinMode.ON));
  }

  private String plan() {
    spark.conf().set(JoinMode.CONF, JoinMode.ON.value());
    String plan = spark.sql("EXPLAIN " + EnrichedFlights.SQL).first().getString(0);
    EnrichedFlights.checkLookups(plan);
    return plan;
  }

  private Dataset<Row> enriched(JoinMode mode) {
    spark.conf().set(JoinMode.CONF, mode.value());
    return spark.sql(EnrichedFlights.SQL);
  }

  private void writeEnriched(JoinMode mode) {
    enriched(mode).write().mode("overwrite").parquet(options.outputOf(mode));
  }

  /** Throws unless both hold the same rows, each as often, in any order. */
  private static void checkSame(Dataset<Row> lookup, Dataset<Row> own) {
    Column[] columns =
        Arrays.stream(lookup.columns()).map(name -> col(name)).toArray(Column[]::new);
    Dataset<Row> different =
        lookup
            .withColumn("surplus", lit(1))
            .union(own.withColumn("surplus", lit(-1)))
            .groupBy(columns)
            .agg(sum("surplus").as("surplus"))
            .where("surplus <> 0");
    long differences = different.count();
    if (differences != 0) {
      different.show(10, false);
      throw new IllegalStateException(
          "lookup join and Spark's own join differ in " + differences + " rows (ten are above)");
    }
  }

  private static double seconds(Runnable work) {
    long started = System.nanoTime();
    work.run();
    return (System.nanoTime() - started) / 1e9;
  }

  private static void print(String what, String found) {
    System.out.println(what + ": " + found);
  }
}
