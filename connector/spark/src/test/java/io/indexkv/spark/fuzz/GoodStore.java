/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The stores from which mutants are made; together they have all types, codecs and layers. */
enum GoodStore {
  NUMBERS(
      "k",
      """
      select id * 3 as k, id %% 2 = 0 as b, cast(id as tinyint) as t, cast(id * 7 as smallint) as s,
        cast(id * 100003 as int) as i, if(id %% 5 = 0, null, id * 10000000019) as l,
        cast(id / 3 as float) as f, id / 7D as d, date_add(date'2026-01-01', cast(id as int)) as da,
        timestamp_seconds(id * 86399) as ts, cast(timestamp_seconds(id * 3601) as timestamp_ntz) as n,
        make_ym_interval(cast(id as int), 3) as ym, make_dt_interval(cast(id as int), 2) as dt
      from range(%d, %d, 1, 1)""",
      Map.of(),
      1),
  TEXTS(
      "k",
      """
      select concat('key ', id * 3) as k, if(id %% 4 = 0, null, repeat(hex(id * 7919), 3)) as s,
        cast(concat('bytes ', id) as binary) as b, cast(id / 8 as decimal(9, 2)) as d,
        if(id %% 3 = 0, null, cast(id as decimal(38, 10)) * 1000003) as w, '' as e
      from range(%d, %d, 1, 1)""",
      Map.of("codec", "lz4"),
      1),
  NESTED(
      "k",
      """
      select cast(id * 3 as int) as k, array(concat('a', id), null, repeat('b', 20)) as a,
        sequence(0, cast(id %% 5 as int)) as i, array(cast(id as decimal(30, 3)), null) as d,
        map(concat('m', id), id, 'other', null) as m,
        named_struct('x', cast(id as int), 'y', concat('y', id), 'z', named_struct('v', array(id / 2D)))
          as st,
        if(id %% 3 = 0, null, array(named_struct('p', id, 'q', concat('q', id)))) as r
      from range(%d, %d, 1, 1)""",
      Map.of("codec", "zstd"),
      1),
  PLAIN_NESTED(
      "k",
      """
      select id * 3 as k, array(concat('a', id), null) as a, map(cast(id as int), array(id)) as m,
        named_struct('y', concat('y', id), 'z', array(named_struct('t', cast(id as tinyint)))) as st
      from range(%d, %d, 1, 1)""",
      Map.of(),
      1),
  COMPOSITE(
      "c, d, n",
      """
      select concat('c', id %% 3) as c, date_add(date'2026-01-01', cast(id as int)) as d,
        cast(id * 3 as smallint) as n, concat('value ', id) as v, if(id %% 2 = 0, null, id) as x
      from range(%d, %d, 1, 1)""",
      Map.of(),
      3),
  DECIMALS(
      "k",
      """
      select cast(id * 3 as decimal(30, 4)) as k, cast(id as decimal(18, 3)) as a,
        cast(-id * 1000000007 as decimal(20, 0)) as b, concat('v', id) as v
      from range(%d, %d, 1, 1)""",
      Map.of("codec", "lz4"),
      3),
  WIDE(
      "k",
      """
      select cast(id * 3 as int) as k, %%s, concat('last ', id) as z from range(%d, %d, 1, 1)""",
      Map.of(),
      2);

  /**
   * Number of keys in a store. The first layer has all of them; each later layer changes and
   * deletes some.
   */
  static final int KEYS = 48;

  final String key;
  private final String query;
  private final Map<String, String> options;
  private final int layers;

  GoodStore(String key, String query, Map<String, String> options, int layers) {
    this.key = key;
    this.query = query;
    this.options = options;
    this.layers = layers;
  }

  boolean hasNumberKey() {
    return this == NUMBERS || this == PLAIN_NESTED || this == WIDE || this == NESTED;
  }

  /** A query for the rows with these ids. */
  String rows(int from, int to) {
    String sql = query.formatted(from, to);
    return this == WIDE ? sql.formatted(columns()) : sql;
  }

  /** Columns; so many that a row has two words of null bits. */
  private static String columns() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 66; i++) {
      String value = i % 9 == 0 ? "concat('s', id + " + i + ")" : "id + " + i;
      out.append(i == 0 ? "" : ", ").append(value).append(" as c").append(i);
    }
    return out.toString();
  }

  void write(SparkSession spark, Path directory) {
    StoreDirectory store = new StoreDirectory(directory);
    store
        .writer(spark.sql(rows(0, KEYS)), key)
        .options(options)
        .option("blockSize", "4k")
        .option("targetFileSize", "3k")
        .mode(SaveMode.Overwrite)
        .save(directory.toString());
    for (int layer = 1; layer < layers; layer++) {
      String changes = rows(10 * layer, 10 * layer + 12);
      store
          .writer(spark.sql("select *, abs(hash(*)) % 3 = 0 as gone from (" + changes + ")"), key)
          .options(options)
          .option("deleteColumn", "gone")
          .mode(SaveMode.Append)
          .save(directory.toString());
    }
  }
}
