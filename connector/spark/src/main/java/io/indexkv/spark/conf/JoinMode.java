/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** What {@value #OPTION} says about joins with a store. */
public enum JoinMode {
  /** Lookup joins wherever they are possible, unless a join hint asks for one of Spark's joins. */
  AUTO,
  /** Lookup joins wherever they are possible, whatever the hints say. */
  ON,
  /** Spark's own plan. */
  OFF,
  /** Like {@link #ON}, and a join with a store that cannot be a lookup join fails, saying why. */
  REQUIRE;

  public static final String OPTION = "spark.indexkv.join.mode";

  /** The mode a session is in; an error that lists the values if the option has another one. */
  public static JoinMode of(SQLConf conf) {
    return parse(OPTION, conf.getConfString(OPTION, AUTO.label()));
  }

  /** What a read says by {@value StoreOption#JOIN}; stronger than the session's mode. */
  public static Optional<JoinMode> ofRead(CaseInsensitiveStringMap options) {
    return Optional.ofNullable(options.get(StoreOption.JOIN))
        .map(value -> parse("option '" + StoreOption.JOIN + "'", value));
  }

  private static JoinMode parse(String option, String value) {
    for (JoinMode mode : values()) {
      if (mode.label().equals(value.trim().toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        option
            + " is '"
            + value
            + "', expected one of "
            + Arrays.stream(values()).map(JoinMode::label).collect(Collectors.joining(", ")));
  }

  /** The value of the option. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
