/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metric;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/**
 * Number of store files that have no key that a scan wants, so that no task opens them. Spark
 * creates it by its name.
 */
public final class FilesPrunedMetric extends CustomSumMetric {
  public static final String NAME = "filesPruned";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "files pruned";
  }
}
