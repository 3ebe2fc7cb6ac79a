/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.Version;
import io.indexkv.store.Pin;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Commits a new version with the content of an old one. Does nothing if the newest version has this
 * content already.
 */
final class Rollback {
  private static final StructType OUTPUT =
      StructType.fromDDL(
          "previous_snapshot_id BIGINT NOT NULL, current_snapshot_id BIGINT NOT NULL");

  static final Procedure TO_SNAPSHOT =
      new Procedure(
          "rollback_to_snapshot",
          "Commits a new version with the content of an old one.",
          List.of(
              Parameter.TABLE,
              Parameter.required(
                  "snapshot_id", DataTypes.LongType, "number of the version with the content")),
          OUTPUT,
          Rollback::toSnapshot);

  static final Procedure TO_TIMESTAMP =
      new Procedure(
          "rollback_to_timestamp",
          "Commits a new version with the content that the store had at a time.",
          List.of(
              Parameter.TABLE,
              Parameter.required(
                  "timestamp", DataTypes.TimestampType, "the time when the store had the content")),
          OUTPUT,
          Rollback::toTimestamp);

  private Rollback() {}

  private static List<InternalRow> toSnapshot(ProcedureCall call) throws IOException {
    return to(call, Pin.version(call.required("snapshot_id", call.version("snapshot_id"))));
  }

  private static List<InternalRow> toTimestamp(ProcedureCall call) throws IOException {
    return to(call, Pin.asOf(call.required("timestamp", call.time("timestamp"))));
  }

  private static List<InternalRow> to(ProcedureCall call, Pin pin) throws IOException {
    TargetStore store = call.store();
    Manifest old = pin.resolve(store.storage()).orElseThrow(store.location()::missing);
    Manifest newest = Pin.newest().resolve(store.storage()).orElseThrow(store.location()::missing);
    if (isSame(old, newest)) {
      return ProcedureCall.row(newest.version(), newest.version());
    }
    long made = store.history().rollback(Version.number(old.version())).number();
    store.changed();
    return ProcedureCall.row(newest.version(), made);
  }

  /** Whether a rollback from one to the other would change nothing. */
  private static boolean isSame(Manifest one, Manifest other) {
    return one.schema().equals(other.schema())
        && one.properties().equals(other.properties())
        && one.keyColumns().equals(other.keyColumns())
        && names(one).equals(names(other));
  }

  private static List<List<String>> names(Manifest manifest) {
    return manifest.layers().stream().map(Layer::names).toList();
  }
}
