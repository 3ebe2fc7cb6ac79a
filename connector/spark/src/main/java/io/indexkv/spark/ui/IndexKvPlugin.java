/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Shows lookup joins in Spark's UI where the extension of the session does not, because the session
 * does not have it yet: {@code spark.plugins=io.indexkv.spark.ui.IndexKvPlugin}. Executors need
 * nothing.
 */
public final class IndexKvPlugin implements SparkPlugin {
  /** For Spark, which creates it. */
  public IndexKvPlugin() {}

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext context, PluginContext plugin) {
        new IndexKvUi().accept(context);
        return Map.of();
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return null;
  }
}
