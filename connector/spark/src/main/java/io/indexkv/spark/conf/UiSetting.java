/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import org.apache.spark.SparkConf;

/**
 * The setting {@value #OPTION} of an application: whether Spark's UI, event log and metrics show
 * lookup joins.
 */
public final class UiSetting {
  private enum Enabled {
    TRUE,
    FALSE
  }

  public static final String OPTION = "spark.indexkv.ui.enabled";

  private UiSetting() {}

  /** True by default. */
  public static boolean isEnabled(SparkConf conf) {
    String value = conf.get(OPTION, EnumOption.label(Enabled.TRUE));
    return EnumOption.parse(Enabled.class, OPTION, value) == Enabled.TRUE;
  }
}
