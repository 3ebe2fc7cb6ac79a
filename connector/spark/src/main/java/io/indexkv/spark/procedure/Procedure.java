/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.spark.snapshot.StoreFailure;
import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.types.StructType;

/**
 * A procedure that maintains a store.
 *
 * @param name as {@code CALL} names it
 * @param description one sentence for users
 * @param parameters in the order of arguments without names; required ones come first
 * @param output columns of the result
 * @param work what it does
 */
public record Procedure(
    String name,
    String description,
    List<Parameter> parameters,
    StructType output,
    Procedure.Work work) {
  private static final String JOB = "spark.job.description";

  /** What a procedure does. */
  public interface Work {
    /** Does it, and returns the rows of the result. */
    List<InternalRow> run(ProcedureCall call) throws IOException;
  }

  public Procedure {
    parameters = List.copyOf(parameters);
  }

  /** The same procedure under another name. */
  Procedure named(String other) {
    return new Procedure(other, description, parameters, output, work);
  }

  /**
   * Runs the procedure. Spark's UI describes its jobs by its name.
   *
   * @param catalog the catalog that the call names
   * @param values the arguments in the order of the parameters, in Spark's internal form
   * @return the rows of the result
   */
  public List<InternalRow> call(SparkSession spark, TableCatalog catalog, InternalRow values) {
    ProcedureCall call = new ProcedureCall(spark, catalog, name, parameters, values);
    SparkContext context = spark.sparkContext();
    String before = context.getLocalProperty(JOB);
    context.setJobDescription("CALL %s: %s".formatted(name, call.given("table")));
    try {
      return work.run(call);
    } catch (IOException e) {
      throw StoreFailure.of(call.given("table"), e);
    } finally {
      context.setLocalProperty(JOB, before);
    }
  }
}
