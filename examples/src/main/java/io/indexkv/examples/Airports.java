/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import org.apache.spark.sql.SparkSession;

/** Writes the airports of examples/data as a store whose key is their code. */
final class Airports {
  private static final String SCHEMA =
      "iata STRING, name STRING, city STRING, state STRING, country STRING,"
          + " latitude DOUBLE, longitude DOUBLE";

  private Airports() {}

  static void write(SparkSession spark, FlightsOptions options) {
    spark
        .read()
        .option("header", true)
        .schema(SCHEMA)
        .csv(options.airports())
        .write()
        .format("indexkv")
        .option("key", "iata")
        .mode("overwrite")
        .save(options.store());
  }
}
