/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.storages;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A session that runs statements. */
record SqlSession(SparkSession spark) {

  /** Runs a statement, and gives its rows as {@code a | b}. */
  List<String> run(String statement) {
    return spark.sql(statement).collectAsList().stream().map(SqlSession::text).toList();
  }

  private static String text(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> text(row, i))
        .collect(Collectors.joining(" | "));
  }

  private static String text(Row row, int column) {
    if (row.isNullAt(column)) {
      return "NULL";
    }
    Object value = row.get(column);
    return value instanceof scala.collection.Seq<?> list
        ? list.mkString("[", ", ", "]")
        : value.toString();
  }
}
