/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.internal.SQLConf;

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
    String value = conf.getConfString(OPTION, AUTO.label());
    for (JoinMode mode : values()) {
      if (mode.label().equals(value.trim().toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        OPTION
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
