/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.conf.UiSetting;
import java.util.Arrays;
import org.apache.spark.ui.SparkUI;
import org.apache.spark.ui.WebUIPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds the tab where the classes for it are there and fit. */
final class Tabs {
  private static final Logger LOG = LoggerFactory.getLogger(Tabs.class);
  private static final String SPARK_3 = "io.indexkv.spark.tab.Spark3Tab";
  private static final String SPARK_4 = "io.indexkv.spark.v4.ui.Spark4Tab";

  private Tabs() {}

  /** Adds the tab, or says in one warning why not. */
  static void attach(SparkUI ui, Reports reports) {
    attach(ui, reports, isJakarta() ? SPARK_4 : SPARK_3);
  }

  /** Whether pages take requests of jakarta.servlet; some vendors' Spark 4 still has javax. */
  private static boolean isJakarta() {
    return Arrays.stream(WebUIPage.class.getDeclaredMethods())
        .filter(method -> method.getName().equals("render"))
        .anyMatch(method -> method.getParameterTypes()[0].getName().startsWith("jakarta."));
  }

  static void attach(SparkUI ui, Reports reports, String type) {
    try {
      UiTab tab = (UiTab) Class.forName(type).getDeclaredConstructor().newInstance();
      tab.attach(ui, reports);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      LOG.warn(
          "IndexKV shows no tab in Spark's UI, because the classes for it are missing or do not"
              + " fit this Spark. Queries run as usual. "
              + UiSetting.OPTION
              + "=false avoids this warning",
          e);
    }
  }
}
