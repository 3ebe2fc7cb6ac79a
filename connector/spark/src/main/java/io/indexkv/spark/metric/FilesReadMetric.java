/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metric;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** Number of store files that the tasks of a scan open. Spark creates it by its name. */
public final class FilesReadMetric extends CustomSumMetric {
  public static final String NAME = "filesRead";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "files read";
  }
}
