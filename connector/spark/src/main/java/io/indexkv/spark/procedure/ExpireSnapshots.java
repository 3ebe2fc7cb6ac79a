/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.ExpireOptions;
import io.indexkv.StoreHistory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Forgets old versions. A vacuum deletes their files. */
final class ExpireSnapshots {
  /** How old versions are that are forgotten by default, as in Iceberg. */
  private static final Duration DEFAULT_AGE = Duration.ofDays(5);

  static final Procedure PROCEDURE =
      new Procedure(
          "expire_snapshots",
          "Forgets old versions of a store; vacuum deletes their files later.",
          List.of(
              Parameter.TABLE,
              Parameter.optional(
                  "older_than",
                  DataTypes.TimestampType,
                  "forgets versions that were committed before; 5 days ago by default"),
              Parameter.optional(
                  "retain_last",
                  DataTypes.IntegerType,
                  "how many of the newest versions to keep in any case; 1 by default"),
              Parameter.optional(
                  "dry_run", DataTypes.BooleanType, "true to count only, and forget nothing")),
          StructType.fromDDL("expired_snapshots_count INT NOT NULL"),
          ExpireSnapshots::run);

  private ExpireSnapshots() {}

  private static List<InternalRow> run(ProcedureCall call) throws IOException {
    StoreHistory history = call.store().history();
    ExpireOptions options =
        ExpireOptions.keepLast(call.count("retain_last").orElse(1))
            .orSince(call.time("older_than").orElseGet(() -> Instant.now().minus(DEFAULT_AGE)));
    List<Long> versions =
        call.flag("dry_run") ? history.expireDryRun(options) : history.expire(options);
    return ProcedureCall.row(versions.size());
  }
}
