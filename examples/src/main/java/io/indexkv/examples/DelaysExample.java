/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import static org.apache.spark.sql.functions.max;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Joins each flight with the last departure before it, which is an as-of join: a store has the
 * departures of each airport in the order of time, and each flight looks up the nearest one. The
 * result says whether delays go on from one flight to the next.
 *
 * <p>The program fails if the plan has no lookup.
 */
public final class DelaysExample {
  /** The store's key is the airport and the minute; of flights of one minute the latest counts. */
  private static final String FLIGHTS =
      """
      SELECT f.*, (
          SELECT max_by(d.delay, d.date) FROM departures d
          WHERE d.origin = f.origin AND d.date < f.date AND d.date >= f.date - INTERVAL 1 HOUR
        ) AS delay_before
      FROM flights f""";

  private static final String DELAYS =
      """
      SELECT
        CASE
          WHEN delay_before IS NULL THEN '4 no flight in the hour before'
          WHEN delay_before > 60 THEN '3 more than an hour late'
          WHEN delay_before > 15 THEN '2 late'
          ELSE '1 on time'
        END AS flight_before,
        count(*) AS flights, round(avg(delay), 1) AS minutes_late
      FROM joined GROUP BY flight_before ORDER BY flight_before""";

  private DelaysExample() {}

  /** Takes {@code --master}, {@code --input} and {@code --output}. */
  public static void main(String[] args) throws IOException {
    FlightsOptions options = FlightsOptions.parse(args);
    SparkSession.Builder builder = SparkSession.builder().appName("delays");
    options.master().ifPresent(builder::master);
    try (SparkSession spark = builder.getOrCreate()) {
      spark.read().parquet(options.flights()).createOrReplaceTempView("flights");
      writeDepartures(spark, options.output() + "/departures");

      Dataset<Row> joined = spark.sql(FLIGHTS);
      String plan = joined.queryExecution().executedPlan().toString();
      if (!plan.contains("access=floor")) {
        throw new IllegalStateException("expected a lookup with access=floor, found\n" + plan);
      }
      System.out.println(ShortPlan.of(plan));
      String output = options.output() + "/delays";
      joined.write().mode("overwrite").parquet(output);

      spark.read().parquet(output).createOrReplaceTempView("joined");
      spark.sql(DELAYS).show(false);
    }
  }

  private static void writeDepartures(SparkSession spark, String store) {
    spark
        .table("flights")
        .where("origin IS NOT NULL AND date IS NOT NULL")
        .groupBy("origin", "date")
        .agg(max("delay").as("delay"))
        .write()
        .format("indexkv")
        .option("key", "origin, date")
        .mode("overwrite")
        .save(store);
    spark.read().format("indexkv").load(store).createOrReplaceTempView("departures");
  }
}
