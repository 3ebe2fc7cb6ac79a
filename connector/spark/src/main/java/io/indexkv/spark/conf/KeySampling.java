/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import org.apache.spark.sql.internal.SQLConf;

/**
 * The setting {@value #OPTION} of a session: whether writes that read files read only the key
 * columns to find the key ranges of their tasks. Otherwise Spark reads all columns twice.
 */
public final class KeySampling {
  public static final String OPTION = "spark.indexkv.write.sampleKeys";

  private KeySampling() {}

  /**
   * Whether a session's writes sample the key columns alone; true by default.
   *
   * @throws IllegalArgumentException if the value is unknown, listing all values
   */
  public static boolean in(SQLConf conf) {
    return EnumOption.isTrue(OPTION, conf.getConfString(OPTION, "true"));
  }
}
