/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import org.apache.spark.sql.internal.SQLConf;

/**
 * The values of {@value #OPTION}: whether IndexKV removes joins and groupings that cannot change
 * the rows of a query, because the keys of a store are unique.
 */
public enum KeyTrust {
  TRUE,
  FALSE;

  public static final String OPTION = "spark.indexkv.trustKeys";

  /**
   * Whether a session trusts keys; true by default.
   *
   * @throws IllegalArgumentException if the value is unknown, listing all values
   */
  public static boolean in(SQLConf conf) {
    String value = conf.getConfString(OPTION, EnumOption.label(TRUE));
    return EnumOption.parse(KeyTrust.class, OPTION, value) == TRUE;
  }
}
