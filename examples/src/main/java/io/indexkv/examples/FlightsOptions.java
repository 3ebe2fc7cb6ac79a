/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * The options of an example: where it runs, reads and writes. Locations are paths or URIs of any
 * file system that Spark can reach.
 *
 * @param master the Spark master, or empty to keep the one that spark-submit chose
 * @param input directory with {@code flights-3m.parquet} and {@code airports.csv}
 * @param store location of the airports as a store; the program replaces it if it exists
 * @param output directory for the results; the program replaces earlier results there
 * @param customers how many customers the second join has; 0 skips that join
 */
record FlightsOptions(
    Optional<String> master, String input, String store, String output, long customers) {
  private static final String USAGE =
      """
      Options, each followed by its value:
        --master URL    Spark master (spark-submit's, or else local[*])
        --input DIR     has flights-3m.parquet and airports.csv (examples/data)
        --store DIR     gets the airports as a store (examples/target/airports)
        --output DIR    gets the results, a folder each (examples/target/flights)
        --customers N   customers of the second join, 0 for none (5000000)""";

  static FlightsOptions parse(String... args) {
    Optional<String> master =
        new SparkConf().contains("spark.master") ? Optional.empty() : Optional.of("local[*]");
    String input = "examples/data";
    String store = "examples/target/airports";
    String output = "examples/target/flights";
    long customers = 5_000_000;
    Iterator<String> rest = Arrays.asList(args).iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      if (!rest.hasNext()) {
        throw new IllegalArgumentException("option " + name + " has no value\n" + USAGE);
      }
      String value = rest.next();
      switch (name) {
        case "--master" -> master = Optional.of(value);
        case "--input" -> input = value;
        case "--store" -> store = value;
        case "--output" -> output = value;
        case "--customers" -> customers = customers(value);
        default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
      }
    }
    return new FlightsOptions(master, input, store, output, customers);
  }

  String flights() {
    return input + "/flights-3m.parquet";
  }

  String airports() {
    return input + "/airports.csv";
  }

  private static long customers(String value) {
    if (!value.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          "option --customers: expected a number up to 999999999, found " + value + "\n" + USAGE);
    }
    return Long.parseLong(value);
  }
}
