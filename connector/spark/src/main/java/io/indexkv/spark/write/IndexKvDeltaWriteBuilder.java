/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.conf.StatementIsolation;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreWriteOptions;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.TaskConf;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
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
    StoreWriteOptions options = StoreWriteOptions.of(this.options);
    requireRoom(options);
    StoreWrite write =
        new StoreWrite(
            store.location(),
            conf,
            WriteKind.CHANGE,
            store.id(),
            UUID.randomUUID().toString(),
            WriteSchema.onto(rows(), options, store, store.manifest().schema()),
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
    return info.schema().isEmpty()
        ? store.schema()
        : CharVarcharUtils.replaceCharVarcharWithStringInSchema(info.schema());
  }

  private void requireRoom(StoreWriteOptions options) {
    int layers = store.manifest().layers().size();
    if (layers >= options.maxLayers()) {
      throw new IllegalStateException(
          ("store %s, version %d, has %d layers, and a %s may leave at most %d: each one makes"
                  + " lookups slower. Compact the store first, by HadoopStores.history(location,"
                  + " conf).compact(CompactOptions.defaults()); an append may leave more by option"
                  + " '%s'")
              .formatted(
                  store.location(),
                  store.version(),
                  layers,
                  command,
                  options.maxLayers(),
                  StoreOption.MAX_LAYERS));
    }
  }
}
