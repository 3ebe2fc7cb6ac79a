/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.spark.metadata.LocalRow;
import io.indexkv.store.Pin;
import io.indexkv.store.manifest.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads and checks every byte of a version, in one task for each file. */
final class VerifyProcedure {
  static final Procedure PROCEDURE =
      new Procedure(
          "verify",
          "Reads and checks every byte of a version.",
          List.of(
              Parameter.TABLE,
              Parameter.optional(
                  "snapshot_id",
                  DataTypes.LongType,
                  "number of the version; the newest by default")),
          StructType.fromDDL(
              "snapshot_id BIGINT NOT NULL, checked_files_count INT NOT NULL,"
                  + " checked_bytes_count BIGINT NOT NULL, damaged_files_count INT NOT NULL,"
                  + " problems ARRAY<STRING> NOT NULL"),
          VerifyProcedure::run);

  private VerifyProcedure() {}

  private static List<InternalRow> run(ProcedureCall call) throws IOException {
    TargetStore store = call.store();
    Pin pin = call.version("snapshot_id").map(Pin::version).orElseGet(Pin::newest);
    Manifest manifest = pin.resolve(store.storage()).orElseThrow(store.location()::missing);
    Map<String, String> problems = FileCheck.all(call.spark(), store.location(), manifest);
    return ProcedureCall.row(
        manifest.version(),
        manifest.files().size(),
        manifest.bytes(),
        problems.size(),
        LocalRow.array(problems.values()));
  }
}
