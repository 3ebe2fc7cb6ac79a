/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.Version;
import io.indexkv.spark.conf.KeyList;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.store.Pin;
import io.indexkv.store.manifest.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Upserts the rows of Parquet files into a table, or creates the table of them. It runs the SQL
 * statement for that, so the rows are sorted and written by tasks.
 */
final class ImportParquet {
  static final Procedure PROCEDURE =
      new Procedure(
          "import_parquet",
          "Upserts the rows of Parquet files into a table, or creates the table of them.",
          List.of(
              Parameter.required("table", DataTypes.StringType, "the table"),
              Parameter.required(
                  "source", DataTypes.StringType, "path of the Parquet files; globs are allowed"),
              Parameter.optional(
                  "key",
                  DataTypes.StringType,
                  "key columns of the table to create, separated by commas; needed if there is no"
                      + " such table")),
          StructType.fromDDL("imported_rows_count BIGINT NOT NULL, snapshot_id BIGINT NOT NULL"),
          ImportParquet::run);

  private ImportParquet() {}

  private static List<InternalRow> run(ProcedureCall call) throws IOException {
    String rows = "SELECT * FROM parquet." + ColumnNames.quoted(call.given("source"));
    String name = call.tableName().quoted();
    Optional<TargetStore> there = find(call);
    Optional<String> key = call.text("key");
    long count = call.spark().sql(rows).count();
    if (there.isPresent()) {
      requireKey(call, there.get(), key);
      call.spark().sql("INSERT INTO %s BY NAME %s".formatted(name, rows));
    } else {
      String columns =
          key.orElseThrow(
              () ->
                  new IllegalArgumentException(
                      call.problem("key", "is missing: there is no table %s yet".formatted(name))));
      call.spark()
          .sql(
              "CREATE TABLE %s TBLPROPERTIES ('key' = '%s') AS %s"
                  .formatted(name, columns.replace("\\", "\\\\").replace("'", "\\'"), rows));
    }
    return ProcedureCall.row(count, call.store().history().version(Version.newest()).number());
  }

  private static Optional<TargetStore> find(ProcedureCall call) {
    try {
      return Optional.of(TargetStore.of(call.tableName(), call.spark(), call.catalog()));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  private static void requireKey(ProcedureCall call, TargetStore store, Optional<String> key)
      throws IOException {
    if (key.isEmpty()) {
      return;
    }
    Manifest newest = Pin.newest().resolve(store.storage()).orElseThrow(store.location()::missing);
    List<String> has = newest.declaredKey();
    if (!ColumnNames.same(KeyList.parse(key.get()), has)) {
      throw new IllegalArgumentException(
          call.problem(
              "key",
              "is '%s', but the table's key is %s: leave it out"
                  .formatted(key.get(), KeyList.format(has))));
    }
  }
}
