/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import java.util.Locale;

/** How Spark plans the joins in the example: with lookups or without. */
enum JoinMode {
  /** Joins with a store become lookup joins. */
  ON,
  /** Spark plans as if a store were any other table. */
  OFF;

  static final String CONF = "spark.indexkv.join.mode";

  String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
