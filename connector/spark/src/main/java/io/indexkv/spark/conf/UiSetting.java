/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import org.apache.spark.SparkConf;

/**
 * The setting {@value #OPTION} of an application: whether Spark's UI, event log and metrics show
 * lookup joins.
 */
public final class UiSetting {
  public static final String OPTION = "spark.indexkv.ui.enabled";

  private UiSetting() {}

  /** True by default. */
  public static boolean isEnabled(SparkConf conf) {
    return EnumOption.isTrue(OPTION, conf.get(OPTION, "true"));
  }
}
