/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.compat.Seqs;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.status.AppHistoryServerPlugin;
import org.apache.spark.status.ElementTrackingStore;
import org.apache.spark.ui.SparkUI;
import scala.collection.immutable.Seq;

/**
 * Shows the tab in Spark's history server, from the event log. The server finds it as a service if
 * its class path has this jar.
 */
public final class IndexKvHistory implements AppHistoryServerPlugin {
  /** For the history server, which creates it. */
  public IndexKvHistory() {}

  @Override
  public Seq<SparkListener> createListeners(SparkConf conf, ElementTrackingStore store) {
    return Seqs.of(
        List.of(
            new JoinListener(
                new Reports(store), Optional.empty(), IndexKvUi.retained(conf), new LiveTotals())));
  }

  @Override
  public void setupUI(SparkUI ui) {
    Reports reports = new Reports(ui.store().store());
    if (!reports.isEmpty()) {
      Tabs.attach(ui, reports);
    }
  }
}
