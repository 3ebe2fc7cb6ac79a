/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import java.util.stream.Collectors;

/** A physical plan for a person to read: one operator a line, long lines cut. */
final class ShortPlan {
  private static final int WIDTH = 100;

  private ShortPlan() {}

  /** Shortens what {@code EXPLAIN} prints. */
  static String of(String explained) {
    return explained
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("=="))
        .map(line -> "  " + line.replaceAll("#\\d+L?", ""))
        .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
