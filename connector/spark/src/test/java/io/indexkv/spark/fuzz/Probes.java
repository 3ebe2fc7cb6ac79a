/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The keys that the test looks up in a store.
 *
 * @param keys some that the store has, and some that it does not have
 * @param rows p INT and the columns f0, f1, … of these keys; some twice
 * @param columns the same in Parquet, which Spark reads by columns
 */
record Probes(
    SparkSession spark,
    List<String> names,
    List<Row> keys,
    Dataset<Row> rows,
    Dataset<Row> columns) {
  /** How many keys are looked up twice. */
  private static final int TWICE = 4;

  static Probes of(SparkSession spark, GoodStore store, Path directory) {
    List<String> names = List.of(store.key.split(", "));
    Dataset<Row> all =
        spark
            .sql(store.rows(0, GoodStore.KEYS + 9))
            .select(names.stream().map(functions::col).toArray(Column[]::new));
    List<Row> keys = new ArrayList<>();
    List<Row> every = all.collectAsList();
    for (int i = 0; i < every.size(); i += 2) {
      keys.add(every.get(i));
    }
    StructType schema = new StructType().add("p", DataTypes.IntegerType);
    for (int c = 0; c < names.size(); c++) {
      schema = schema.add("f" + c, all.schema().fields()[c].dataType());
    }
    List<Row> facts = new ArrayList<>();
    for (int p = 0; p < keys.size() + TWICE; p++) {
      Object[] values = new Object[names.size() + 1];
      values[0] = p;
      for (int c = 0; c < names.size(); c++) {
        values[c + 1] = keys.get(p % keys.size()).get(c);
      }
      facts.add(RowFactory.create(values));
    }
    Dataset<Row> rows = spark.createDataFrame(facts, schema);
    String parquet = directory.resolve("facts").toString();
    rows.coalesce(1).write().mode(SaveMode.Overwrite).parquet(parquet);
    return new Probes(spark, names, keys, rows, spark.read().parquet(parquet));
  }

  int keyColumns() {
    return names.size();
  }

  String columns(int i) {
    return names.get(i);
  }

  String label(int p) {
    return keys.get(p % keys.size()).toString();
  }
}
