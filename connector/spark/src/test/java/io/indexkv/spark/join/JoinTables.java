/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Facts in Parquet, and for each type of key the same dimension as a store and in Parquet. They are
 * views of the shared session: facts_TYPE, store_TYPE and parquet_TYPE. Written once in each JVM.
 *
 * <p>Facts: one key in eleven is null, about one in five is in no dimension, most come several
 * times. Dimensions: nulls in most columns, nested columns, several files.
 */
final class JoinTables {
  static final int KEYS = 2000;
  private static final int FACTS = 5000;

  private static JoinTables tables;

  private final SparkSession spark = LocalSpark.session();
  private final String directory;

  private JoinTables() {
    try {
      directory = Files.createTempDirectory("indexkv-join").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    facts();
    for (KeyColumn key : KeyColumn.values()) {
      view(key);
    }
  }

  static synchronized void create() {
    if (tables == null) {
      tables = new JoinTables();
    }
  }

  /** The same dimension with a key of each type. */
  enum KeyColumn {
    BIGINT("id * 3 - 1000"),
    INT("cast(id * 701 - 1000000 as int)"),
    SMALLINT("cast(id - 1000 as smallint)"),
    TINYINT("cast(id - 128 as tinyint)"),
    STRING("if(id = 0, '', concat('key-', repeat('é', cast(id % 40 as int)), id))");

    private final String expression;

    KeyColumn(String expression) {
      this.expression = expression;
    }

    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The key of the dimension's row {@code id}. */
    String of(String id) {
      return expression.replace("id", id);
    }

    int keys() {
      return this == TINYINT ? 200 : KEYS;
    }
  }

  private void facts() {
    spark
        .sql(
            """
            select id,
              if(id %% 11 = 0, null, cast(rand(1) * %d as bigint)) as n,
              rand(2) * 100 as amount,
              cast(id %% 13 as int) as qty,
              cast(id %% 3 as int) as part
            from range(0, %d, 1, 2)
            """
                .formatted(KEYS * 5 / 4, FACTS))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(directory + "/n");
  }

  private void view(KeyColumn key) {
    String label = key.label();
    Dataset<Row> facts =
        spark
            .read()
            .parquet(directory + "/n")
            .selectExpr(
                "id",
                key.of("(n * " + key.keys() + " div " + KEYS + ")") + " as key",
                "amount",
                "qty",
                "part");
    facts.write().partitionBy("part").parquet(directory + "/facts_" + label);
    spark.read().parquet(directory + "/facts_" + label).createOrReplaceTempView("facts_" + label);

    spark
        .sql(
            """
            select id * 7 as l1, %s as key, if(id %% 5 = 0, null, id) as l2, id / 3.0D as d1,
              if(id %% 7 = 0, null, rand(3)) as d2, concat('s', id %% 100) as s1,
              if(id %% 3 = 0, null, hex(id)) as s2, cast(id %% 50 as int) as i1,
              named_struct('a', cast(id as int), 'b', if(id %% 4 = 0, null, concat('b', id))) as st,
              array(id, id + 1) as ar
            from range(0, %d, 1, 2)
            """
                .formatted(key.of("id"), key.keys()))
        .write()
        .parquet(directory + "/parquet_" + label);
    Dataset<Row> dimension = spark.read().parquet(directory + "/parquet_" + label);
    dimension.createOrReplaceTempView("parquet_" + label);
    dimension
        .write()
        .format("indexkv")
        .option("key", "key")
        .option("targetFileSize", "64k")
        .save(directory + "/store_" + label);
    spark
        .read()
        .format("indexkv")
        .load(directory + "/store_" + label)
        .createOrReplaceTempView("store_" + label);
  }

  static String storeLocation(KeyColumn key) {
    return tables.directory + "/store_" + key.label();
  }
}
