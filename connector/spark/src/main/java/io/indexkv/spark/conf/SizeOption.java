/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import org.apache.spark.network.util.JavaUtils;

/** Reads options whose values are sizes. */
final class SizeOption {
  private SizeOption() {}

  /**
   * The number of bytes that a value says, as in 64k.
   *
   * @throws IllegalArgumentException naming the option, the value and what is allowed
   */
  static long bytes(String option, String text) {
    try {
      return JavaUtils.byteStringAsBytes(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "option '%s' is '%s': expected a size such as 65536, 64k, 64m or 1g"
              .formatted(option, text),
          e);
    }
  }
}
