/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import io.indexkv.spark.read.IndexKvScanBuilder;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.spark.write.IndexKvDeltaWriteBuilder;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.DeltaWriteBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsDelta;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A MERGE, UPDATE or DELETE of a version of a store. The key identifies rows.
 *
 * @param command which of the three
 * @param store the version that the statement reads
 * @param options how to write, from the table's properties: Spark gives such statements no options
 */
public record IndexKvRowLevelOperation(
    Command command, TaskConf conf, HadoopPinnedStore store, CaseInsensitiveStringMap options)
    implements SupportsDelta {

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return IndexKvScanBuilder.ofTarget(store, options);
  }

  @Override
  public DeltaWriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return new IndexKvDeltaWriteBuilder(command, conf, store, options, info);
  }

  @Override
  public NamedReference[] rowId() {
    return store.keyColumns().stream()
        .map(ColumnNames::quoted)
        .map(Expressions::column)
        .toArray(NamedReference[]::new);
  }

  /**
   * True: a row whose key changes goes to another place in the order of keys. Only a deletion and
   * an insertion bring both keys to the tasks that write them.
   */
  @Override
  public boolean representUpdateAsDeleteAndInsert() {
    return true;
  }

  @Override
  public String description() {
    return "IndexKV " + command + " of " + store;
  }
}
