/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What tests of catalogs ask of a session. */
abstract class CatalogCase {
  final SparkSession spark;

  CatalogCase(SparkSession spark) {
    this.spark = spark;
  }

  final void sql(String statement) {
    spark.sql(statement);
  }

  final List<String> rows(String query) {
    return spark.sql(query).collectAsList().stream().map(Row::toString).toList();
  }

  /** The directory of a table's store. */
  final Path place(String table) {
    String uri =
        spark.sql("describe extended " + table).collectAsList().stream()
            .filter(row -> "Location".equals(row.getString(0)))
            .findFirst()
            .orElseThrow()
            .getString(1);
    return Path.of(URI.create(uri).getPath());
  }
}
