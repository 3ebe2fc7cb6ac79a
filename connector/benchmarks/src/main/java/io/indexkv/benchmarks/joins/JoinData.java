/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The generated data: facts and dimension as Parquet, and the dimension again as a store. Nine in
 * ten facts have their key in the dimension; keys are uniform over the 64-bit integers and unique
 * in the dimension, because hashing a long is a bijection.
 */
record JoinData(Path directory, long facts, long keys) {
  private static final int FACT_FILES = 16;
  private static final int DIMENSION_FILES = 8;
  private static final double HIT_SHARE = 0.9;

  Path factsPath() {
    return directory.resolve("facts-" + facts + "-of-" + keys);
  }

  Path dimensionPath() {
    return directory.resolve("dimension-" + keys);
  }

  Path storePath() {
    return directory.resolve("store-" + keys);
  }

  /** Generates what is missing; whole tables are kept. */
  void generate(SparkSession spark) throws IOException {
    if (!complete(dimensionPath())) {
      Stopwatch.print(
          "dimension of " + keys + " keys", () -> write(dimension(spark), dimensionPath()));
    }
    if (!complete(factsPath())) {
      Stopwatch.print(facts + " facts", () -> write(factRows(spark), factsPath()));
    }
  }

  /**
   * Writes the store anew, because one that older code wrote proves nothing about this code.
   *
   * @return what was written, for the report
   */
  String writeStore(SparkSession spark) throws IOException {
    Run.deleteDirectory(storePath());
    double seconds =
        Stopwatch.print(
            "store of " + keys + " keys",
            () ->
                spark
                    .read()
                    .parquet(dimensionPath().toString())
                    .write()
                    .format("indexkv")
                    .option("key", "key")
                    .mode("overwrite")
                    .save(storePath().toString()));
    return "%.1f s to write, %d MiB; the same rows as Parquet: %d MiB"
        .formatted(seconds, mebibytes(storePath()), mebibytes(dimensionPath()));
  }

  /** Names facts and dimension for the queries of the variant. */
  void show(SparkSession spark, JoinVariant variant) {
    spark.read().parquet(factsPath().toString()).createOrReplaceTempView("facts");
    Dataset<Row> dimension =
        variant.readsStore()
            ? spark.read().format("indexkv").load(storePath().toString())
            : spark.read().parquet(dimensionPath().toString());
    dimension.createOrReplaceTempView("dimension");
  }

  /** The plan with no trace of where on this machine the data is. */
  String withoutPath(String plan) {
    return plan.replace(directory.toAbsolutePath().normalize().toString(), "…")
        .replace(directory.toString(), "…");
  }

  private Dataset<Row> dimension(SparkSession spark) {
    return spark
        .range(0, keys, 1, DIMENSION_FILES)
        .selectExpr(
            "xxhash64(id) as key",
            "pmod(xxhash64(id, 1), 1000000) as l1",
            "id as l2",
            "rand(3) * 1000 as d1",
            "id / 7.0D as d2",
            "concat('s', id % 1000) as s1",
            "hex(id % 100000) as s2");
  }

  private Dataset<Row> factRows(SparkSession spark) {
    return spark
        .range(0, facts, 1, FACT_FILES)
        .selectExpr(
            "id",
            "xxhash64(cast(rand(1) * " + keys / HIT_SHARE + "D as bigint)) as key",
            "1700000000000 + id * 3 as ts",
            "rand(2) * 1000 as amount",
            "cast(pmod(xxhash64(id), 100) as int) as qty");
  }

  private static void write(Dataset<Row> rows, Path path) {
    rows.write().mode("overwrite").parquet(path.toString());
  }

  private static boolean complete(Path table) {
    return Files.exists(table.resolve("_SUCCESS"));
  }

  private static long mebibytes(Path directory) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes >> 20;
  }
}
