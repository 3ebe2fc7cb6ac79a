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
 * Shows two lookup joins. First, three million real flights get the names of their two airports:
 * the program writes the airports as a store, and Spark looks each flight's airports up in it. Then
 * the program joins the seats of these flights with millions of customers, by lookup and in Spark's
 * own way, and times both.
 *
 * <p>The program fails if the two ways give different rows, or if a plan has no lookup join.
 */
public final class FlightsExample {
  private final SparkSession spark;
  private final FlightsOptions options;

  private FlightsExample(SparkSession spark, FlightsOptions options) {
    this.spark = spark;
    this.options = options;
  }

  /** Takes the options that {@link FlightsOptions} lists. */
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

    print("Flights with their airports: each is looked up, no flight is moved.\n");
    print(ShortPlan.of(plan()));
    String output = options.output() + "/enriched";
    enriched(JoinMode.ON).write().mode("overwrite").parquet(output);
    Dataset<Row> written = spark.read().parquet(output);
    written
        .select("date", "origin", "origin_airport", "destination", "destination_airport", "delay")
        .show(10, false);
    checkSame(written, enriched(JoinMode.OFF));
    print(
        "%,d flights, %,d without an airport. Spark's own join gives the same rows."
            .formatted(written.count(), written.where("NOT airports_known").count()));
    print("The enriched flights are in " + output + ".\n");

    if (options.customers() > 0) {
      new CustomerJoin(spark, options).run();
    }
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

  /** Throws unless both hold the same rows, equally often, in any order. */
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

  private static void print(String text) {
    System.out.println(text);
  }
}
