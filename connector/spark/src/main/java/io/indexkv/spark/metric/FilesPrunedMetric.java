/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metric;

/**
 * Number of store files that have no key that a scan wants, so that no task opens them. Spark
 * creates it by its name.
 */
public final class FilesPrunedMetric extends NamedSum {
  public static final String NAME = "filesPruned";

  /** For Spark, which creates it. */
  public FilesPrunedMetric() {
    super(NAME, "files pruned");
  }
}
