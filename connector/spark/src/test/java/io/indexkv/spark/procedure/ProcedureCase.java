/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.catalog.PathCatalog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;

/** A store in the catalog of paths, and calls of procedures as Spark 4 makes them. */
record ProcedureCase(SparkSession spark, StoreDirectory store) {
  static final String CATALOG = "indexkv";

  static ProcedureCase of(StoreDirectory store) {
    SparkSession spark = LocalSpark.session();
    return new ProcedureCase(spark, store);
  }

  /** Name of the table in its catalog. */
  String table() {
    return "`%s`".formatted(store.path());
  }

  /** Writes a version with these many rows. */
  void overwrite(long rows) {
    store.write(spark.range(rows).selectExpr("id", "concat('v', id) as v"), "id");
  }

  /** Adds a layer with one row. */
  void upsert(long id) {
    store
        .writer(spark.range(id, id + 1).selectExpr("id", "concat('n', id) as v"), "id")
        .mode("append")
        .save(store.path().toString());
  }

  long rows() {
    return spark.sql("select count(*) from %s.%s".formatted(CATALOG, table())).first().getLong(0);
  }

  /** Calls a procedure for this store; the other parameters are null unless they are given. */
  List<InternalRow> call(String name, Map<String, Object> arguments) {
    return call(name, table(), arguments);
  }

  List<InternalRow> call(String name, String table, Map<String, Object> arguments) {
    Procedure procedure = Procedures.find(name).orElseThrow();
    Object[] values =
        procedure.parameters().stream()
            .map(Parameter::name)
            .map(one -> internal(one.equals("table") ? table : arguments.get(one)))
            .toArray();
    PathCatalog catalog = new PathCatalog();
    catalog.initialize(CATALOG, CaseInsensitiveStringMap.empty());
    return procedure.call(spark, catalog, new GenericInternalRow(values));
  }

  private static Object internal(Object value) {
    if (value instanceof String text) {
      return UTF8String.fromString(text);
    }
    return value instanceof Instant time ? ChronoUnit.MICROS.between(Instant.EPOCH, time) : value;
  }
}
