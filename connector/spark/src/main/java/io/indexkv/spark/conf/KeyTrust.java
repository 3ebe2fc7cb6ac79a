/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import org.apache.spark.sql.internal.SQLConf;

/**
 * The setting {@value #OPTION} of a session: whether IndexKV removes joins and groupings that
 * cannot change the rows of a query, because the keys of a store are unique.
 */
public final class KeyTrust {
  public static final String OPTION = "spark.indexkv.trustKeys";

  private KeyTrust() {}

  /**
   * Whether a session trusts keys; true by default.
   *
   * @throws IllegalArgumentException if the value is unknown, listing all values
   */
  public static boolean in(SQLConf conf) {
    return EnumOption.isTrue(OPTION, conf.getConfString(OPTION, "true"));
  }
}
