/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Dates as days since 1970, and times as microseconds since 1970. Nothing is rounded. */
public final class Epoch {
  private static final long MICROS = 1_000_000;

  private Epoch() {}

  public static int days(LocalDate date) {
    long days = date.toEpochDay();
    if (days != (int) days) {
      throw new IllegalArgumentException(
          date
              + " is out of range: expected "
              + LocalDate.ofEpochDay(Integer.MIN_VALUE)
              + " to "
              + LocalDate.ofEpochDay(Integer.MAX_VALUE));
    }
    return (int) days;
  }

  public static long micros(Instant time) {
    return micros(time.getEpochSecond(), time.getNano(), time);
  }

  public static long micros(LocalDateTime time) {
    return micros(time.toEpochSecond(ZoneOffset.UTC), time.getNano(), time);
  }

  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
  }

  public static LocalDateTime local(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1000, ZoneOffset.UTC);
  }

  private static long micros(long seconds, int nanos, Object time) {
    if (nanos % 1000 != 0) {
      throw new IllegalArgumentException(
          time
              + " has nanoseconds: expected whole microseconds, use truncatedTo(ChronoUnit.MICROS)");
    }
    try {
      // a negative time is computed from the next second, so that the earliest second does not
      // overflow
      return seconds < 0
          ? Math.addExact(Math.multiplyExact(seconds + 1, MICROS), nanos / 1000 - MICROS)
          : Math.addExact(Math.multiplyExact(seconds, MICROS), nanos / 1000);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          time
              + " is out of range: expected "
              + instant(Long.MIN_VALUE)
              + " to "
              + instant(Long.MAX_VALUE),
          e);
    }
  }
}
