/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metric;

/** Length of the store files that no task of a scan opens. Spark creates it by its name. */
public final class BytesPrunedMetric extends NamedSum {
  public static final String NAME = "bytesPruned";

  /** For Spark, which creates it. */
  public BytesPrunedMetric() {
    super(NAME, "bytes of files pruned");
  }
}
