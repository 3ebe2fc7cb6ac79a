/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.LocalSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The process that {@link KillTest} kills. It overwrites a store with many files, or merges many
 * files into it.
 */
public final class KilledWriter {
  static final long ROWS = 20_000;

  /** Fewer files than the process writes, but more than a version of few rows has. */
  static final int MANY_FILES = 10;

  /** Property of the process that merges. */
  static final String MERGE = "indexkv.test.merge";

  private KilledWriter() {}

  public static void main(String[] args) {
    SparkSession spark =
        LocalSpark.builder()
            .config("spark.hadoop.fs.file.impl", PausingFileSystem.class.getName())
            .getOrCreate();
    Dataset<Row> rows = spark.range(ROWS).selectExpr("id", "repeat('new', 30) as x");
    if (Boolean.getBoolean(MERGE)) {
      rows.createOrReplaceTempView("new_rows");
      spark.sql(
          "merge into indexkv.`%s` t using new_rows s on t.id = s.id"
                  .formatted(System.getProperty(PausingFileSystem.STORE))
              + " when matched then update set * when not matched then insert *");
      return;
    }
    rows.write()
        .format("indexkv")
        .mode("overwrite")
        .option("targetFileSize", "64k")
        .save(System.getProperty(PausingFileSystem.STORE));
  }
}
