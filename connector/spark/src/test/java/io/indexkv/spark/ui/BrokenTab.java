/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import org.apache.spark.ui.SparkUI;

/** A tab for a web server that this Spark does not have. */
public final class BrokenTab implements UiTab {
  @Override
  public void attach(SparkUI ui, Reports reports) {
    throw new NoClassDefFoundError("javax/servlet/http/HttpServletRequest");
  }
}
