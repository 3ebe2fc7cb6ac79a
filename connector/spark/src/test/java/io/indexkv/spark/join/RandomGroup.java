/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Random texts that are executed together, as branches of a union. Each row has the number of its
 * text. A group saves time, because a small query costs Spark almost as much as a large one.
 */
record RandomGroup(List<Text> texts) {

  /**
   * A random text.
   *
   * @param name tells how to find the text again
   */
  record Text(String name, String sql) {
    @Override
    public String toString() {
      return name + ": " + sql;
    }
  }

  /** All texts as one query; a single text unchanged. */
  Dataset<Row> query(SparkSession spark) {
    if (texts.size() == 1) {
      return spark.sql(texts.get(0).sql);
    }
    List<Dataset<Row>> branches = new ArrayList<>();
    for (Text text : texts) {
      branches.add(branch(spark.sql(text.sql), branches.size()));
    }
    return branches.stream().reduce(Dataset::unionAll).orElseThrow();
  }

  /** The rows of a text as strings, because branches of a union have the same columns. */
  private static Dataset<Row> branch(Dataset<Row> rows, int number) {
    String[] names =
        IntStream.range(0, rows.columns().length).mapToObj(i -> "c" + i).toArray(String[]::new);
    Dataset<Row> named = rows.toDF(names);
    Column[] columns =
        IntStream.range(0, names.length).mapToObj(i -> named.col(names[i])).toArray(Column[]::new);
    return named.select(
        functions.lit(number).as("text"), functions.struct(columns).cast("string").as("row"));
  }

  /** A separate group for each text. */
  List<RandomGroup> alone() {
    return texts.stream().map(text -> new RandomGroup(List.of(text))).toList();
  }

  int size() {
    return texts.size();
  }

  @Override
  public String toString() {
    return String.join("\n", texts.stream().map(Text::toString).toList());
  }
}
