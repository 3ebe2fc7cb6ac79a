/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import java.util.function.Consumer;
import org.apache.spark.sql.SparkSessionExtensions;

/** Adds to a session what only Spark 4 can do. The extensions of the session load it by name. */
public final class Spark4Extensions implements Consumer<SparkSessionExtensions> {
  @Override
  public void accept(SparkSessionExtensions extensions) {
    // before Spark resolves procedures, which it would ask a catalog for that has none on Spark 3.5
    extensions.injectHintResolutionRule(CallsOfProcedures::new);
    extensions.injectPostHocResolutionRule(ListsOfProcedures::new);
  }
}
