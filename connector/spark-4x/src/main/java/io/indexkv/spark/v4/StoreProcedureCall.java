/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.procedure.Parameter;
import io.indexkv.spark.procedure.Procedure;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.procedures.BoundProcedure;
import org.apache.spark.sql.connector.catalog.procedures.ProcedureParameter;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;

/** A procedure that Spark can call. */
record StoreProcedureCall(Procedure procedure, TableCatalog catalog, SparkSession spark)
    implements BoundProcedure {
  @Override
  public String name() {
    return procedure.name();
  }

  @Override
  public String description() {
    return procedure.description();
  }

  @Override
  public boolean isDeterministic() {
    return false;
  }

  @Override
  public ProcedureParameter[] parameters() {
    return procedure.parameters().stream()
        .map(StoreProcedureCall::parameter)
        .toArray(ProcedureParameter[]::new);
  }

  private static ProcedureParameter parameter(Parameter parameter) {
    ProcedureParameter.Builder builder =
        ProcedureParameter.in(parameter.name(), parameter.type()).comment(parameter.comment());
    parameter.defaultSql().ifPresent(builder::defaultValue);
    return builder.build();
  }

  @Override
  public Iterator<Scan> call(InternalRow arguments) {
    List<InternalRow> rows = procedure.call(spark, catalog, arguments);
    Scan result = new Result(procedure.output(), rows.toArray(InternalRow[]::new));
    return List.of(result).iterator();
  }

  private record Result(StructType readSchema, InternalRow[] rows) implements LocalScan {}
}
