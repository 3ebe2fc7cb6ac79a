/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import io.indexkv.store.Pin;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/** The store and the version that the options of a read or a write name. */
public final class StoreReadOptions {
  private StoreReadOptions() {}

  /**
   * The store's directory as the user wrote it.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public static String path(CaseInsensitiveStringMap options) {
    String path = options.get(StoreOption.PATH);
    if (options.containsKey(StoreOption.PATHS)) {
      throw new IllegalArgumentException(
          "several paths were given (%s): a store is one directory, load each on its own and union"
                  .formatted(options.get(StoreOption.PATHS))
              + " them");
    }
    if (path == null || path.isBlank()) {
      throw new IllegalArgumentException(
          "no path was given: name the store's directory, for example load(\"/data/airports\")");
    }
    return path;
  }

  /**
   * The version that the options ask for; the newest by default.
   *
   * @throws IllegalArgumentException if the options name a version in two ways, or a value cannot
   *     be read
   */
  public static Pin pin(CaseInsensitiveStringMap options) {
    Map<String, Pin> asked = new LinkedHashMap<>();
    for (String option : List.of(StoreOption.VERSION, StoreOption.VERSION_AS_OF)) {
      ask(options, option, asked, text -> Pin.version(version(text)));
    }
    for (String option : List.of(StoreOption.TIMESTAMP, StoreOption.TIMESTAMP_AS_OF)) {
      ask(options, option, asked, text -> Pin.asOf(time(option, text)));
    }
    ask(options, StoreOption.TAG, asked, Pin::tag);
    if (Set.copyOf(asked.values()).size() > 1) {
      throw new IllegalArgumentException(
          "options %s contradict each other: give one"
              .formatted(
                  asked.keySet().stream()
                      .map(option -> "'%s' (%s)".formatted(option, options.get(option)))
                      .collect(Collectors.joining(" and "))));
    }
    return asked.values().stream().findFirst().orElse(Pin.newest());
  }

  private static void ask(
      CaseInsensitiveStringMap options,
      String option,
      Map<String, Pin> asked,
      Function<String, Pin> pin) {
    String text = options.get(option);
    if (text != null) {
      asked.put(option, pin.apply(text));
    }
  }

  /** Parses a timestamp like Spark, in the time zone of the session. */
  private static Instant time(String option, String text) {
    ZoneId zone = DateTimeUtils.getZoneId(SQLConf.get().sessionLocalTimeZone());
    Option<Object> micros =
        DateTimeUtils.stringToTimestamp(UTF8String.fromString(text.strip()), zone);
    if (micros.isEmpty()) {
      throw new IllegalArgumentException(
          "option '%s' is '%s': expected a time such as 2026-01-31 12:00:00"
              .formatted(option, text));
    }
    return time((long) micros.get());
  }

  /**
   * The instant of a timestamp of Spark.
   *
   * @param micros microseconds since 1970
   */
  public static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** The version that {@code VERSION AS OF} names: by its number, or by a tag. */
  public static Pin numberOrTag(String text) {
    return text.strip().matches("-?[0-9]+") ? Pin.version(version(text)) : Pin.tag(text.strip());
  }

  /** Parses the number of a version. */
  public static long version(String text) {
    try {
      long version = Long.parseLong(text.strip());
      if (version > 0) {
        return version;
      }
    } catch (NumberFormatException e) {
      // the message below explains more
    }
    throw new IllegalArgumentException(
        "version '%s' of a store: expected a number from 1".formatted(text));
  }
}
