/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metric;

/** Length of the store files that the tasks of a scan open. Spark creates it by its name. */
public final class BytesReadMetric extends NamedSum {
  public static final String NAME = "bytesRead";

  /** For Spark, which creates it. */
  public BytesReadMetric() {
    super(NAME, "bytes of files read");
  }
}
