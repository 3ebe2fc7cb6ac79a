/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
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
}
