/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import org.apache.spark.sql.internal.SQLConf;

/**
 * The setting {@value #OPTION} of a session: whether scans give Spark batches of columns, where the
 * columns have types that batches can have.
 */
public final class ColumnarScans {
  public static final String OPTION = "spark.indexkv.scan.columnar";

  private ColumnarScans() {}

  /**
   * Whether scans of a session may give batches of columns; true by default.
   *
   * @throws IllegalArgumentException if the value is unknown, listing all values
   */
  public static boolean in(SQLConf conf) {
    return EnumOption.isTrue(OPTION, conf.getConfString(OPTION, "true"));
  }
}
