/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.StoreTag;
import io.indexkv.Version;
import io.indexkv.spark.metadata.LocalRow;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Makes and deletes names of versions. */
final class TagProcedures {
  static final Procedure CREATE =
      new Procedure(
          "create_tag",
          "Gives a version a name, which keeps it from expiring.",
          List.of(
              Parameter.TABLE,
              Parameter.required("tag", DataTypes.StringType, "the name"),
              Parameter.optional(
                  "snapshot_id",
                  DataTypes.LongType,
                  "number of the version; the newest by default")),
          StructType.fromDDL("tag STRING NOT NULL, snapshot_id BIGINT NOT NULL"),
          TagProcedures::create);

  static final Procedure DELETE =
      new Procedure(
          "delete_tag",
          "Deletes the name of a version; the version stays until it expires.",
          List.of(Parameter.TABLE, Parameter.required("tag", DataTypes.StringType, "the name")),
          StructType.fromDDL("deleted BOOLEAN NOT NULL"),
          TagProcedures::delete);

  private TagProcedures() {}

  private static List<InternalRow> create(ProcedureCall call) throws IOException {
    StoreTag tag =
        call.store()
            .history()
            .tag(
                call.given("tag"),
                call.version("snapshot_id").map(Version::number).orElseGet(Version::newest));
    return ProcedureCall.row(LocalRow.text(tag.name()), tag.version());
  }

  private static List<InternalRow> delete(ProcedureCall call) throws IOException {
    return ProcedureCall.row(call.store().history().deleteTag(call.given("tag")));
  }
}
