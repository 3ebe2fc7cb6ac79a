/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metric;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** Length of the store files that no task of a scan opens. Spark creates it by its name. */
public final class BytesPrunedMetric extends CustomSumMetric {
  public static final String NAME = "bytesPruned";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "bytes of files pruned";
  }
}
