/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, sizes and times as the page writes them. */
final class Words {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

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

  /** A number and a noun, which takes an s unless the number is 1. */
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  static String entries(long number) {
    return number(number) + (number == 1 ? " entry" : " entries");
  }

  static String size(long bytes) {
    int unit = 0;
    double size = bytes;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    String form = unit == 0 || size >= 100 ? "%.0f %s" : size < 10 ? "%.2f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, size, UNITS[unit]);
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  /** The name of a store as a shell takes it. */
  static String quoted(String name) {
    return name.matches("[A-Za-z0-9_./:@=+-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
  }
}
