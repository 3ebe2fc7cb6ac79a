/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import org.apache.spark.sql.internal.SQLConf;

/** The values of {@value #OPTION}: whether scans may give Spark batches of columns. */
public enum ColumnarScans {
  /** Where the columns have types that batches can have. */
  TRUE,
  /** Scans always give rows. */
  FALSE;

  public static final String OPTION = "spark.indexkv.scan.columnar";

  /**
   * Whether scans of a session may give batches of columns; false by default, because they were
   * measured on a busy machine only.
   *
   * @throws IllegalArgumentException if the value is unknown, listing all values
   */
  public static boolean of(SQLConf conf) {
    String value = conf.getConfString(OPTION, EnumOption.label(FALSE));
    return EnumOption.parse(ColumnarScans.class, OPTION, value) == TRUE;
  }
}
