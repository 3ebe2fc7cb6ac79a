/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The tables of a suite, each as Parquet and as a store, in a directory that later runs use again.
 *
 * @param scale 1 is about a gigabyte of text
 */
record TpcData(TpcSuite suite, double scale, Path directory) {
  private static final double PARTS_PER_SCALE = 8;

  /** Generates the missing tables. Keeps complete ones. */
  void generate(SparkSession spark) {
    for (TpcTable table : suite.tables()) {
      if (!Files.exists(parquet(table).resolve("_SUCCESS"))) {
        Stopwatch.print(
            table + " as Parquet",
            () ->
                generated(spark, table)
                    .write()
                    .mode("overwrite")
                    .parquet(parquet(table).toString()));
      }
    }
  }

  /** Writes these stores again, because a store from older code proves nothing about this code. */
  void writeStores(SparkSession spark, List<TpcTable> stores) throws IOException {
    for (TpcTable table : stores) {
      Run.deleteDirectory(store(table));
      Stopwatch.print(table + " as a store", () -> writeStore(spark, table));
    }
  }

  private void writeStore(SparkSession spark, TpcTable table) {
    spark
        .read()
        .parquet(parquet(table).toString())
        .write()
        .format("indexkv")
        .option("key", String.join(",", table.key()))
        .mode("overwrite")
        .save(store(table).toString());
  }

  /** Names the tables for the queries: {@code stores} as stores, the others as Parquet. */
  void show(SparkSession spark, List<TpcTable> stores) {
    for (TpcTable table : suite.tables()) {
      Dataset<Row> rows =
          stores.contains(table)
              ? spark.read().format("indexkv").load(store(table).toString())
              : spark.read().parquet(parquet(table).toString());
      rows.createOrReplaceTempView(table.name());
    }
  }

  private Dataset<Row> generated(SparkSession spark, TpcTable table) {
    int parts = scale < 1 ? 1 : (int) Math.ceil(scale * PARTS_PER_SCALE);
    TpcSuite suite = suite();
    double scale = scale();
    String name = table.name();
    FlatMapFunction<Long, String> lines =
        part -> suite.lines(name, scale, Math.toIntExact(part) + 1, parts);
    Dataset<String> text =
        spark.range(0, parts, 1, parts).as(Encoders.LONG()).flatMap(lines, Encoders.STRING());
    return spark
        .read()
        .schema(table.schema())
        .option("sep", "|")
        .option("quote", "")
        .option("mode", "FAILFAST")
        .csv(text);
  }

  private Path parquet(TpcTable table) {
    return directory.resolve("%s-%s".formatted(suite, scale)).resolve(table.name() + ".parquet");
  }

  private Path store(TpcTable table) {
    return directory.resolve("%s-%s".formatted(suite, scale)).resolve(table.name() + ".store");
  }
}
