/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.scans;

import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows in no order, and written in both forms. */
record ScanTables(SparkSession spark, Path directory, long rows) {
  private static final int SOURCE_FILES = 8;
  private static final int KEYS = 100_000;

  /** Generates the rows if they are missing. */
  void generate() {
    if (!Files.exists(source().resolve("_SUCCESS"))) {
      Stopwatch.print(
          rows + " rows",
          () ->
              spark
                  .range(0, rows, 1, SOURCE_FILES)
                  .selectExpr(
                      "xxhash64(id) as key",
                      "pmod(xxhash64(id, 1), 1000000) as l1",
                      "id as l2",
                      "cast(id % 1000 as int) as i1",
                      "rand(3) * 1000 as d1",
                      "id / 7.0D as d2",
                      "concat('s', id % 1000) as s1",
                      "hex(id % 100000) as s2")
                  .write()
                  .mode("overwrite")
                  .parquet(source().toString()));
    }
  }

  /** Up to 100,000 keys of the rows. */
  Long[] keys() {
    return spark
        .range(0, rows, Math.max(1, rows / KEYS), 1)
        .selectExpr("xxhash64(id)")
        .collectAsList()
        .stream()
        .limit(KEYS)
        .map(row -> row.getLong(0))
        .toArray(Long[]::new);
  }

  /** Deletes what was written in a form. */
  void delete(TableForm form) throws IOException {
    Run.deleteDirectory(path(form));
  }

  /** Writes the rows sorted by key. */
  void write(TableForm form) {
    Dataset<Row> unsorted = spark.read().parquet(source().toString());
    switch (form) {
      case PARQUET ->
          unsorted
              .orderBy("key")
              .write()
              .option("compression", "zstd")
              .parquet(path(form).toString());
      case STORE ->
          unsorted
              .write()
              .format("indexkv")
              .option("key", "key")
              .mode("overwrite")
              .save(path(form).toString());
    }
  }

  Dataset<Row> read(TableForm form) {
    return spark
        .read()
        .format(form == TableForm.STORE ? "indexkv" : "parquet")
        .load(path(form).toString());
  }

  /** Files and size of a form, for the report. */
  String size(TableForm form) throws IOException {
    long bytes = 0;
    int count = 0;
    try (Stream<Path> files = Files.walk(path(form))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        bytes += Files.size(file);
        count += name.endsWith(".ikv") || name.endsWith(".parquet") ? 1 : 0;
      }
    }
    return "%s: %d files, %d MiB".formatted(form, count, bytes >> 20);
  }

  private Path source() {
    return directory.resolve("source-" + rows);
  }

  private Path path(TableForm form) {
    return directory.resolve(form + "-" + rows);
  }
}
