/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Decimals, shares and times as the page writes them. */
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  static String decimal(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  /** A share of all in percent. */
  static String percent(double part, double all) {
    double percent = all == 0 ? 0 : 100 * part / all;
    if (percent > 0 && percent < 1) {
      return "< 1 %";
    }
    return String.format(Locale.ROOT, "%.0f %%", percent);
  }

  static String time(Instant time) {
    return TIME.format(time);
  }
}
