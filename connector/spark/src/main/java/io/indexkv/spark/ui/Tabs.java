/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.compat.Spark4;
import java.util.Optional;
import org.apache.spark.ui.SparkUI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds the tab where the classes for it are there and fit. */
final class Tabs {
  private static final Logger LOG = LoggerFactory.getLogger(Tabs.class);
  private static final String SPARK_4 = "io.indexkv.spark.v4.ui.Spark4Tab";

  private Tabs() {}

  /** Adds the tab, or says in one warning why not. */
  static void attach(SparkUI ui, Reports reports) {
    attach(ui, reports, SPARK_4);
  }

  static void attach(SparkUI ui, Reports reports, String type) {
    try {
      Optional<UiTab> tab = Spark4.load(UiTab.class, type);
      if (tab.isPresent()) {
        tab.get().attach(ui, reports);
      } else {
        LOG.warn(
            "IndexKV shows no tab in Spark's UI, because it has none for Spark before 4.1. The SQL"
                + " tab shows the metrics of lookup joins. spark.indexkv.ui.enabled=false avoids"
                + " this warning");
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn(
          "IndexKV shows no tab in Spark's UI, because its classes do not fit this Spark. Queries"
              + " run as usual. spark.indexkv.ui.enabled=false avoids this warning",
          e);
    }
  }
}
