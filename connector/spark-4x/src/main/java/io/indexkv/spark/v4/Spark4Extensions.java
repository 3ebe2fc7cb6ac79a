/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.join.MoreExtensions;
import org.apache.spark.sql.SparkSessionExtensions;

/** Adds to a session what only Spark 4 can do. The extensions of the session load it by name. */
public final class Spark4Extensions implements MoreExtensions {
  @Override
  public void inject(SparkSessionExtensions extensions) {
    // before Spark resolves procedures, which it would ask a catalog for that has none on Spark 3.5
    extensions.injectHintResolutionRule(CallsOfProcedures::new);
    // while Spark still resolves the defaults of columns
    extensions.injectResolutionRule(TablesLikeOthers::new);
    extensions.injectPostHocResolutionRule(ProcedureCommands::new);
    extensions.injectPostHocResolutionRule(session -> new PrimaryKeys());
  }
}
