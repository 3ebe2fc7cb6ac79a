/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metric;

/** Number of store files that the tasks of a scan open. Spark creates it by its name. */
public final class FilesReadMetric extends NamedSum {
  public static final String NAME = "filesRead";

  /** For Spark, which creates it. */
  public FilesReadMetric() {
    super(NAME, "files read");
  }
}
