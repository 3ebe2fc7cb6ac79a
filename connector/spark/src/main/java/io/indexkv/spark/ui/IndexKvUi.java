/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.conf.UiSetting;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts what a running application shows of lookup joins: events, metrics, the tab and its JSON.
 * The extension of the session and the plugin call it; the first call for a context counts. If it
 * fails, that is one warning.
 */
public final class IndexKvUi implements Consumer<SparkContext> {
  private static final Logger LOG = LoggerFactory.getLogger(IndexKvUi.class);
  private static final int RETAINED = 1000;

  /** The contexts that have it, or had no need for it. */
  private static final Set<SparkContext> STARTED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** For the extension, which creates it by name. */
  public IndexKvUi() {}

  @Override
  public void accept(SparkContext context) {
    if (!STARTED.add(context)) {
      return;
    }
    try {
      if (UiSetting.isEnabled(context.getConf())) {
        start(context);
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn(
          "IndexKV shows nothing of its own in Spark's UI and metrics, because they do not fit."
              + " Queries run as usual. "
              + UiSetting.OPTION
              + "=false avoids this warning",
          e);
    }
  }

  private static void start(SparkContext context) {
    LiveTotals totals = new LiveTotals();
    Reports reports = new Reports(context.statusStore().store());
    context.addSparkListener(
        new JoinListener(
            reports,
            Optional.of(event -> context.listenerBus().post(event)),
            retained(context.getConf()),
            totals));
    SparkEnv.get().metricsSystem().registerSource(totals);
    if (context.ui().isDefined()) {
      Tabs.attach(context.ui().get(), reports);
    }
  }

  /** How many queries Spark's UI keeps. */
  static int retained(SparkConf conf) {
    return conf.getInt("spark.sql.ui.retainedExecutions", RETAINED);
  }
}
