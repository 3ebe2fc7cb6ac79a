/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import java.util.List;
import java.util.Optional;

/** All procedures. They are in the namespace {@value #NAMESPACE} of each catalog of stores. */
public final class Procedures {
  /** The namespace of the procedures, as Iceberg has it. */
  public static final String NAMESPACE = "system";

  private static final List<Procedure> ALL =
      List.of(
          Compact.PROCEDURE,
          Compact.PROCEDURE.named("rewrite_data_files"),
          ExpireSnapshots.PROCEDURE,
          Rollback.TO_SNAPSHOT,
          Rollback.TO_TIMESTAMP,
          TagProcedures.CREATE,
          TagProcedures.DELETE,
          VacuumProcedures.VACUUM,
          VacuumProcedures.REMOVE_ORPHAN_FILES,
          VerifyProcedure.PROCEDURE,
          ImportParquet.PROCEDURE);

  private Procedures() {}

  /** All procedures, by their names. */
  public static List<Procedure> all() {
    return ALL;
  }

  /** The procedure of this name. Case is ignored, as Spark does for its own functions. */
  public static Optional<Procedure> find(String name) {
    return ALL.stream().filter(one -> one.name().equalsIgnoreCase(name)).findFirst();
  }
}
