/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.StoreHistory;
import io.indexkv.VacuumReport;
import io.indexkv.spark.metadata.LocalRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Deletes the files that no version lists. The two procedures do the same, but one reports counts,
 * and the other each file, as Iceberg's does.
 */
final class VacuumProcedures {
  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.TABLE,
          Parameter.optional(
              "older_than",
              DataTypes.TimestampType,
              "deletes files that were written, and whose versions expired, before; 7 days ago by"
                  + " default"),
          Parameter.optional(
              "dry_run", DataTypes.BooleanType, "true to list only, and delete nothing"));

  static final Procedure VACUUM =
      new Procedure(
          "vacuum",
          "Deletes the files that no version lists, and counts them.",
          PARAMETERS,
          StructType.fromDDL(
              "deleted_files_count INT NOT NULL, deleted_bytes_count BIGINT NOT NULL"),
          call -> {
            VacuumReport report = report(call, call.store());
            return ProcedureCall.row(report.files().size(), report.bytes());
          });

  static final Procedure REMOVE_ORPHAN_FILES =
      new Procedure(
          "remove_orphan_files",
          "Deletes the files that no version lists, and lists them.",
          PARAMETERS,
          StructType.fromDDL("orphan_file_location STRING NOT NULL"),
          VacuumProcedures::removeOrphanFiles);

  private VacuumProcedures() {}

  private static List<InternalRow> removeOrphanFiles(ProcedureCall call) throws IOException {
    TargetStore store = call.store();
    return report(call, store).files().stream()
        .map(file -> LocalRow.of(LocalRow.text(store.location().uri() + "/" + file.name())))
        .toList();
  }

  private static VacuumReport report(ProcedureCall call, TargetStore store) throws IOException {
    StoreHistory history = store.history();
    Duration retention = retention(call);
    return call.flag("dry_run") ? history.vacuumDryRun(retention) : history.vacuum(retention);
  }

  private static Duration retention(ProcedureCall call) {
    Optional<Instant> time = call.time("older_than");
    if (time.isEmpty()) {
      return StoreHistory.DEFAULT_RETENTION;
    }
    Duration retention = Duration.between(time.get(), Instant.now());
    if (retention.isNegative()) {
      throw new IllegalArgumentException(
          call.problem("older_than", "is %s, in the future".formatted(time.get())));
    }
    return retention;
  }
}
