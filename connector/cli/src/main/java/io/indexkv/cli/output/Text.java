/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.output;

import io.indexkv.cli.error.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers, sizes, times and foreign text as people read them. */
public final class Text {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final Pattern AGE = Pattern.compile("(\\d{1,9})([smhdw])");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmgt]?)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Text() {}

  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number and a noun, which takes an s unless the number is 1. */
  public static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  public static String entries(long number) {
    return number(number) + (number == 1 ? " entry" : " entries");
  }

  /** A size in bytes with three digits or more, for example 1.30 GiB. */
  public static String size(long bytes) {
    int unit = 0;
    double size = bytes;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    String digits =
        unit == 0 ? "%.0f %s" : size < 10 ? "%.2f %s" : size < 100 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, digits, size, UNITS[unit]);
  }

  public static String time(Instant time) {
    return TIME.format(time);
  }

  public static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /**
   * Reads a duration: 30s, 15m, 12h, 7d, 2w, or ISO 8601.
   *
   * @throws UsageException if it is none of these
   */
  public static Duration duration(String option, String text) {
    Matcher age = AGE.matcher(text);
    if (age.matches()) {
      long n = Long.parseLong(age.group(1));
      return switch (age.group(2)) {
        case "s" -> Duration.ofSeconds(n);
        case "m" -> Duration.ofMinutes(n);
        case "h" -> Duration.ofHours(n);
        case "d" -> Duration.ofDays(n);
        default -> Duration.ofDays(7 * n);
      };
    }
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // reported below
    }
    throw new UsageException(
        option + ": expected a duration such as 12h, 7d or 2w, found " + escaped(text));
  }

  /**
   * Reads a number of bytes: 1048576, 64k, 512m, 2g.
   *
   * @throws UsageException if it is none of these
   */
  public static long bytes(String option, String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (size.matches()) {
      long number = Long.parseLong(size.group(1));
      int shift =
          switch (size.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            case "t" -> 40;
            default -> 0;
          };
      if (number <= Long.MAX_VALUE >> shift) {
        return number << shift;
      }
    }
    throw new UsageException(
        option + ": expected a number of bytes such as 64k, 512m or 2g, found " + escaped(text));
  }

  /** A name or path as a shell takes it. */
  public static String quoted(String name) {
    return name.matches("[A-Za-z0-9_./:@=+-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
  }

  /**
   * Text in which each control character, and each character that turns the direction of writing,
   * is escaped. So no data can steer a terminal.
   */
  public static String escaped(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isHarmless(c)) {
        if (out != null) {
          out.append(c);
        }
        continue;
      }
      if (out == null) {
        out = new StringBuilder(text.substring(0, i));
      }
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out == null ? text : out.toString();
  }

  private static boolean isHarmless(char c) {
    boolean direction = c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
    return !Character.isISOControl(c) && !direction && c != '\u2028' && c != '\u2029';
  }
}
