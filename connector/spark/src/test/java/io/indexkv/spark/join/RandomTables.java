/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.join.RandomColumns.Column;
import io.indexkv.spark.join.RandomColumns.Type;
import io.indexkv.store.VersionLog;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Small tables for random queries, as views of a session. The table "facts" is in Parquet and has a
 * key column for each type of key. Many of its keys are null, come twice, or are in no store. For
 * each type of key, there are two stores with the same entries, one of one layer and one of
 * several.
 */
final class RandomTables {
  private static final int ENTRIES = 24;

  /** Below this id, an upper layer deletes keys of lower layers. */
  private static final int DELETED = 30;

  /**
   * Suffix of a store with several layers. The store without the suffix has the same entries in one
   * layer.
   */
  static final String LAYERS = "_layers";

  /**
   * A store, and the expressions over the facts that are compared with its key.
   *
   * @param facts for each column of {@code key}, an expression in which $ stands for the facts
   */
  record Keys(String store, List<String> key, List<Type> types, List<String> facts) {
    static Keys of(String store, Type type, String facts) {
      return new Keys(store, List.of("key"), List.of(type), List.of(facts));
    }
  }

  static final List<Keys> KEYS =
      List.of(
          Keys.of("s_bigint", Type.NUMBER, "$.kb"),
          Keys.of("s_int", Type.NUMBER, "$.ki"),
          Keys.of("s_smallint", Type.NUMBER, "$.ks"),
          Keys.of("s_tinyint", Type.NUMBER, "$.kt"),
          Keys.of("s_string", Type.TEXT, "$.kx"),
          // keys of another width
          Keys.of("s_int", Type.NUMBER, "$.kb"),
          Keys.of("s_bigint", Type.NUMBER, "$.kt"),
          Keys.of("s_tinyint", Type.NUMBER, "$.ki * 20"),
          Keys.of("s_bigint", Type.OTHER, "$.kn"),
          Keys.of("s_date", Type.OTHER, "$.kd"),
          Keys.of("s_timestamp", Type.OTHER, "$.kts"),
          Keys.of("s_decimal", Type.OTHER, "$.kn"),
          // keys of several columns
          new Keys(
              "s_pair",
              List.of("p", "q"),
              List.of(Type.NUMBER, Type.TEXT),
              List.of("$.ki % 8", "$.kq")),
          new Keys(
              "s_pair",
              List.of("p", "q"),
              List.of(Type.NUMBER, Type.TEXT),
              List.of("$.kp", "$.kq")),
          new Keys(
              "s_triple",
              List.of("d", "q", "p"),
              List.of(Type.OTHER, Type.TEXT, Type.NUMBER),
              List.of("$.kd", "$.kq", "$.kp")));

  /** Stores by name, with their key columns as expressions over the id. */
  private static final Map<String, String> STORES =
      Map.of(
          "s_bigint", "cast(id * 2 as bigint) as key",
          "s_int", "cast(id * 2 as int) as key",
          "s_smallint", "cast(id * 2 as smallint) as key",
          "s_tinyint", "cast(id * 2 as tinyint) as key",
          "s_string", "if(id = 0, '', concat(repeat('é', cast(id % 5 as int)), id * 2)) as key",
          "s_date", "date_add(date'2026-01-01', cast(id * 2 as int)) as key",
          "s_timestamp", "timestamp_seconds(id * 2) as key",
          "s_decimal", "cast(id * 2 as decimal(9,2)) as key",
          "s_pair", "concat('q', id div 4) as q, cast(id * 2 % 8 as int) as p",
          "s_triple",
              "cast(id * 2 % 8 as int) as p, concat('q', id div 4) as q,"
                  + " date_add(date'2026-01-01', cast(id * 2 as int)) as d");

  static final List<Column> FACT_COLUMNS =
      List.of(
          new Column("id", Type.NUMBER),
          new Column("kb", Type.NUMBER),
          new Column("ki", Type.NUMBER),
          new Column("ks", Type.NUMBER),
          new Column("kt", Type.NUMBER),
          new Column("kx", Type.TEXT),
          new Column("kd", Type.OTHER),
          new Column("kts", Type.OTHER),
          new Column("kn", Type.OTHER),
          new Column("kp", Type.NUMBER),
          new Column("kq", Type.TEXT),
          new Column("a", Type.NUMBER),
          new Column("t", Type.TEXT),
          new Column("st", Type.STRUCT));

  /** The columns of a store other than the key. */
  static final List<Column> STORE_COLUMNS =
      List.of(
          new Column("n", Type.NUMBER),
          new Column("m", Type.NUMBER),
          new Column("s", Type.TEXT),
          new Column("st", Type.STRUCT));

  private final String directory;

  RandomTables() {
    try {
      directory = Files.createTempDirectory("indexkv-random").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SparkSession spark = LocalSpark.session();
    // every store has even numbers as keys
    spark
        .sql(
            """
            select id, if(id % 7 = 0, null, k) as kb, cast(if(id % 8 = 0, null, k) as int) as ki,
              cast(if(id % 9 = 0, null, k) as smallint) as ks,
              cast(if(id % 10 = 0, null, k) as tinyint) as kt,
              if(k = 0, '', concat(repeat('é', cast(k div 2 % 5 as int)), if(id % 11 = 0, null, k)))
                as kx,
              date_add(date'2026-01-01', cast(if(id % 6 = 0, null, k) as int)) as kd,
              timestamp_seconds(if(id % 9 = 0, null, k)) as kts,
              cast(if(id % 8 = 0, null, k) as decimal(9,2)) as kn,
              cast(if(id % 13 = 0, null, k % 8) as int) as kp, concat('q', k div 8) as kq,
              cast(if(id % 3 = 0, null, id % 17) as int) as a,
              if(id % 4 = 0, null, concat('t', id % 6)) as t,
              named_struct('x', cast(id % 13 as int), 'y', if(id % 5 = 0, null, hex(id))) as st
            from (select id, id * 5 % 53 as k from range(0, 90, 1, 1))
            """)
        .write()
        .parquet(directory + "/facts");
    SparkSession writer = spark.newSession();
    writer.conf().set("spark.sql.shuffle.partitions", "1");
    writer.conf().set("spark.sql.adaptive.enabled", "false");
    int number = 0;
    for (String store : new TreeSet<>(STORES.keySet())) {
      write(writer, store, content(store, "false", "true", ENTRIES, ""), "overwrite");
      writeLayers(writer, store, 2 + number++ % 3);
    }
  }

  /** Writes the entries of the store with one layer to a store with several layers. */
  private void writeLayers(SparkSession writer, String store, int layers) {
    String name = store + LAYERS;
    // some rows are old, some are still missing, and a later layer will delete some
    write(writer, name, content(store, "id % 3 = 0", "id % 5 <> 1", DELETED, ""), "overwrite");
    for (int layer = 0; layer < layers - 1; layer++) {
      String changed = "(id % 3 = 0 or id % 5 = 1 or id >= " + ENTRIES + ")";
      String of = changed + " and id div 2 % " + (layers - 1) + " = " + layer;
      String gone = ", id >= " + ENTRIES + " as gone";
      write(writer, name, content(store, "false", of, DELETED, gone), "append");
    }
    try {
      int written =
          new VersionLog(new LocalStorage(Path.of(directory, name)))
              .latest()
              .orElseThrow()
              .layers()
              .size();
      if (written != layers) {
        throw new AssertionError(name + ": " + layers + " layers expected, found " + written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(SparkSession writer, String name, String content, String mode) {
    DataFrameWriter<Row> write =
        writer
            .sql(content)
            .write()
            .format("indexkv")
            .mode(mode)
            // a few files, or one
            .option("targetFileSize", name.contains("t") ? "400" : "64m");
    if (mode.equals("append")) {
      write.option("deleteColumn", "gone");
    } else {
      boolean pair = name.startsWith("s_pair");
      write.option("key", pair ? "p, q" : name.startsWith("s_triple") ? "d, q, p" : "key");
    }
    write.save(directory + "/" + name);
  }

  /**
   * A query for rows of a store.
   *
   * @param old condition for rows that have other values
   */
  private static String content(String store, String old, String which, int ids, String more) {
    return """
        select if(%1$s or id %% 5 = 0, null, id * 3) as n, %2$s,
          cast(if(%1$s, 7, id %% 4) as int) as m,
          if(%1$s, 'old', if(id %% 6 = 0, null, concat('s', id %% 7))) as s,
          named_struct('x', if(id %% 7 = 0, null, cast(id as int)), 'y', hex(id)) as st%3$s
        from range(0, %4$d, 1, 1) where %5$s
        """
        .formatted(old, STORES.get(store), more, ids, which);
  }

  /** Creates views of the tables in a session. */
  void views(SparkSession spark) {
    spark.read().parquet(directory + "/facts").createOrReplaceTempView("facts");
    stores(spark);
  }

  /** Creates views of the same rows in a session. Here they are in memory, and were in no store. */
  void referenceViews(SparkSession spark) {
    inMemory(spark, spark.read().parquet(directory + "/facts")).createOrReplaceTempView("facts");
    for (String store : STORES.keySet()) {
      Dataset<Row> rows = inMemory(spark, spark.sql(content(store, "false", "true", ENTRIES, "")));
      rows.createOrReplaceTempView(store);
      rows.createOrReplaceTempView(store + LAYERS);
    }
  }

  /** The rows in one partition, so that no join needs an exchange. */
  private static Dataset<Row> inMemory(SparkSession spark, Dataset<Row> rows) {
    return spark.createDataFrame(rows.collectAsList(), rows.schema()).coalesce(1);
  }

  private void stores(SparkSession spark) {
    for (String store : STORES.keySet()) {
      for (String name : List.of(store, store + LAYERS)) {
        Dataset<Row> rows = spark.read().format("indexkv").load(directory + "/" + name);
        rows.createOrReplaceTempView(name);
      }
    }
  }
}
