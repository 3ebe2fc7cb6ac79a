/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.store.manifest.Author;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Names the application that commits a version. */
public final class SparkAuthor {
  private SparkAuthor() {}

  /** The author of what the active session commits. */
  public static Author ofSession() {
    return of(SparkSession.active().sparkContext());
  }

  private static Author of(SparkContext context) {
    return Author.process()
        .with("user", context.sparkUser())
        .with("spark", context.version())
        .with("application", context.applicationId())
        .with("applicationName", context.appName());
  }
}
