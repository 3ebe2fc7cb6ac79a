/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.conf.EqualKeys;
import io.indexkv.spark.conf.StatementIsolation;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreWriteOptions;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.TaskConf;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.connector.write.DeltaWrite;
import org.apache.spark.sql.connector.write.DeltaWriteBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.RowLevelOperation.Command;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Checks what a MERGE, UPDATE or DELETE wants to write, before anything runs. */
public final class IndexKvDeltaWriteBuilder implements DeltaWriteBuilder {
  private final Command command;
  private final TaskConf conf;
  private final HadoopPinnedStore store;
  private final CaseInsensitiveStringMap options;
  private final LogicalWriteInfo info;

  /**
   * @param store the version that the statement reads
   * @param options those of the table
   */
  public IndexKvDeltaWriteBuilder(
      Command command,
      TaskConf conf,
      HadoopPinnedStore store,
      CaseInsensitiveStringMap options,
      LogicalWriteInfo info) {
    this.command = command;
    this.conf = conf;
    this.store = store;
    this.options = options;
    this.info = info;
  }

  @Override
  public DeltaWrite build() {
    StoreWriteOptions given = StoreWriteOptions.of(this.options);
    if (given.batch() != null) {
      throw new IllegalArgumentException(
          "options '%s' and '%s' are for appends and overwrites: leave them out of a %s"
              .formatted(StoreOption.TXN_APP_ID, StoreOption.TXN_VERSION, command));
    }
    // which of several rows of a key counts, the statement itself must say
    StoreWriteOptions options =
        given.withColumns(EqualKeys.FAIL, store.manifest().interval().orElse(null));
    LayerRoom.require(store, options, "a " + command, "; an append may leave more by option");
    StoreWrite write =
        new StoreWrite(
            store.location(),
            conf,
            WriteKind.CHANGE,
            store.id(),
            UUID.randomUUID().toString(),
            WriteSchema.onto(rows(), options, store, store.manifest().schema(), false),
            Map.of(),
            options);
    return new IndexKvDeltaWrite(
        new Statement(
            command,
            StatementIsolation.of(command, SQLConf.get(), store.manifest().properties()),
            store,
            write));
  }

  /** The columns of the rows; a DELETE brings none, because it writes no row. */
  private StructType rows() {
    return info.schema().isEmpty() ? store.schema() : CharColumns.asStrings(info.schema());
  }
}
