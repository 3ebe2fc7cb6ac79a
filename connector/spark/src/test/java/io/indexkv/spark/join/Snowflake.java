/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Facts in Parquet and stores that lead to other stores, as views of the shared session. Rows of
 * snow_lines have an order, a part and a supplier. Rows of snow_orders, by id, have a customer;
 * rows of snow_customers, by id, have a country. The key of snow_countries is the id, of
 * snow_offers the part and the supplier. Written once in each JVM.
 */
public final class Snowflake {
  private static Snowflake tables;

  private final SparkSession spark = LocalSpark.session();
  private final Path directory;

  private Snowflake() {
    try {
      directory = Files.createTempDirectory("indexkv-snowflake");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String lines = directory.resolve("snow_lines").toString();
    spark
        .range(0, 3000, 1, 3)
        .selectExpr(
            "id",
            "cast(id * 7 % 1100 as int) as order_id",
            "if(id % 13 = 0, null, id % 40) as part",
            "id % 3 as supplier")
        .write()
        .parquet(lines);
    spark.read().parquet(lines).createOrReplaceTempView("snow_lines");
    store(
        "snow_orders", 1000, "id", "if(id % 9 = 0, null, id % 250) as customer", "id % 30 as day");
    store(
        "snow_customers", 200, "id", "cast(id % 11 as int) as country", "concat('c', id) as name");
    store("snow_countries", 10, "id", "concat('land', id) as name", "id % 3 as region");
    store("snow_offers", 60, "id % 30 as part", "id div 30 as supplier", "id as price");
  }

  public static synchronized void create() {
    if (tables == null) {
      tables = new Snowflake();
    }
  }

  /** A directory for the stores of one test. */
  public static Path directory() {
    return tables.directory;
  }

  /** Runs a query in a mode. {@code reorder} sets whether IndexKV may reorder the joins. */
  public static Queries.Answer run(String sql, String mode, String reorder) {
    return Queries.run(
        sql,
        Map.of(
            "spark.indexkv.join.mode", mode,
            "spark.indexkv.join.reorder", reorder,
            "spark.sql.shuffle.partitions", "2"));
  }

  private void store(String name, int rows, String... columns) {
    String path = directory.resolve(name).toString();
    spark
        .range(0, rows, 1, 2)
        .selectExpr(columns)
        .write()
        .format("indexkv")
        .option("key", columns[0].equals("id") ? "id" : "part,supplier")
        .save(path);
    spark.read().format("indexkv").load(path).createOrReplaceTempView(name);
  }
}
