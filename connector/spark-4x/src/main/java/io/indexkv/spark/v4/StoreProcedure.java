/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.procedure.Procedure;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.procedures.BoundProcedure;
import org.apache.spark.sql.connector.catalog.procedures.UnboundProcedure;
import org.apache.spark.sql.types.StructType;

/** A procedure as Spark finds it by its name. */
record StoreProcedure(Procedure procedure, TableCatalog catalog, SparkSession spark)
    implements UnboundProcedure {
  @Override
  public String name() {
    return procedure.name();
  }

  @Override
  public String description() {
    return procedure.description();
  }

  /** Runs nothing: Spark binds the procedure for EXPLAIN, too. */
  @Override
  public BoundProcedure bind(StructType arguments) {
    return new StoreProcedureCall(procedure, catalog, spark);
  }
}
