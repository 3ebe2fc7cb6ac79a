/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.util.Locale;

/** The type of a row's key. Different ids have different keys: hashing a long is a bijection. */
enum JoinKey {
  /** A random 64-bit integer. */
  LONG("xxhash64(%s)"),
  /** The id itself. */
  DENSE("%s"),
  /** The same integer in decimal digits: 20 bytes, or one or two fewer. */
  STRING("cast(xxhash64(%s) as string)");

  private final String sql;

  JoinKey(String sql) {
    this.sql = sql;
  }

  /** SQL of the key of an id, which is itself SQL of type BIGINT. */
  String sql(String id) {
    return sql.formatted(id);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
