/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Writes the tables in the forms that the variants need, and names them for the queries. */
record JoinTables(SparkSession spark, JoinData data) {
  private static final int BUCKETS = 32;

  /** Generates the missing tables for these variants. Keeps complete ones. */
  void generate(Iterable<JoinVariant> variants) throws IOException {
    write(data.keys() + " keys", data.dimensionPath(), data.dimensionRows(spark));
    write(data.facts() + " facts", data.factsPath(), data.factRows(spark));
    for (JoinVariant variant : variants) {
      if (variant.dimension() == TableForm.BUCKETED) {
        bucket(data.dimensionPath());
      }
      if (variant.facts() == TableForm.BUCKETED) {
        bucket(data.factsPath());
      }
    }
  }

  /**
   * Writes the store again, because a store from older code proves nothing about this code.
   *
   * @return a line about the written store, for the report
   */
  String writeStore() throws IOException {
    Path store = data.storePath();
    Run.deleteDirectory(store);
    double seconds =
        Stopwatch.print(
            store.getFileName().toString(),
            () ->
                table(TableForm.PLAIN, data.dimensionPath())
                    .write()
                    .format("indexkv")
                    .option("key", "key")
                    .mode("overwrite")
                    .save(store.toString()));
    return "%s: %.1f s to write, %d MiB; the same rows as Parquet: %d MiB"
        .formatted(store.getFileName(), seconds, mebibytes(store), mebibytes(data.dimensionPath()));
  }

  /** Names facts and dimension for the queries of the variant. */
  void show(JoinVariant variant) {
    table(variant.facts(), data.factsPath()).createOrReplaceTempView("facts");
    table(variant.dimension(), data.dimensionPath()).createOrReplaceTempView("dimension");
  }

  private Dataset<Row> table(TableForm form, Path plain) {
    return switch (form) {
      case PLAIN -> spark.read().parquet(plain.toString());
      case BUCKETED -> spark.table(bucketedName(plain));
      case STORE -> spark.read().format("indexkv").load(data.storePath().toString());
    };
  }

  private void write(String what, Path path, Dataset<Row> rows) {
    if (!complete(path)) {
      Stopwatch.print(what, () -> rows.write().mode("overwrite").parquet(path.toString()));
    }
  }

  /** Writes the bucketed table if it is missing, and adds it to the catalog of this session. */
  private void bucket(Path plain) throws IOException {
    Path path = plain.resolveSibling(plain.getFileName() + "-bucketed");
    String name = bucketedName(plain);
    Dataset<Row> rows = spark.read().parquet(plain.toString());
    if (!complete(path)) {
      Run.deleteDirectory(path);
      Stopwatch.print(
          path.getFileName().toString(),
          () ->
              rows.repartition(BUCKETS, new Column("key")) // one file for each bucket
                  .write()
                  .bucketBy(BUCKETS, "key")
                  .sortBy("key")
                  .option("path", path.toString())
                  .saveAsTable(name));
    }
    if (!spark.catalog().tableExists(name)) {
      spark.sql(
          "create table %s (%s) using parquet clustered by (key) sorted by (key) into %d buckets location '%s'"
              .formatted(name, rows.schema().toDDL(), BUCKETS, path));
    }
  }

  private static String bucketedName(Path plain) {
    return (plain.getFileName() + "-bucketed").replace('-', '_');
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
