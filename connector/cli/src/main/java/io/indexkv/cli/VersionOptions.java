/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.Version;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that choose a version; without one it is the newest. */
final class VersionOptions {
  @Option(
      names = "--version-as-of",
      order = 80,
      paramLabel = "N",
      description = "The version of this number.")
  private String number;

  @Option(
      names = "--as-of",
      order = 81,
      paramLabel = "TIME",
      description =
          "The version at this time: 2026-11-28T03:00:00Z, or a date for its first moment.")
  private String time;

  @Option(
      names = "--tag",
      order = 82,
      paramLabel = "NAME",
      description = "The version that has this tag.")
  private String tag;

  Version version() {
    long given = Stream.of(number != null, time != null, tag != null).filter(b -> b).count();
    if (given > 1) {
      throw new UsageException(
          "expected one of --version-as-of, --as-of and --tag, found " + given + " of them");
    }
    if (number != null) {
      return Version.number(number("--version-as-of", number));
    }
    if (time != null) {
      return Version.asOf(instant("--as-of", time));
    }
    return tag == null ? Version.newest() : Version.tag(tag);
  }

  /** A version by its number, or by its tag. */
  static Version named(String what, String text) {
    return text.matches("\\d+") ? Version.number(number(what, text)) : Version.tag(text);
  }

  static long number(String option, String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new UsageException(
        option + ": expected the number of a version, 1 or more, found " + Text.escaped(text));
  }

  static Instant instant(String option, String text) {
    try {
      return text.matches("\\d{4}-\\d{2}-\\d{2}")
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new UsageException(
          option
              + ": expected a time in UTC such as 2026-11-28T03:00:00Z or 2026-11-28, found "
              + Text.escaped(text));
    }
  }
}
