/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.Optional;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The values of {@value #OPTION}: whether joins with a store become lookup joins. */
public enum JoinMode {
  /** Lookup joins wherever possible, unless a join hint asks for one of Spark's joins. */
  AUTO,
  /** Lookup joins wherever possible, whatever the hints say. */
  ON,
  /** Spark's own plan. */
  OFF,
  /**
   * Like {@link #ON}, but a join with a store that cannot be a lookup join fails and gives the
   * reason.
   */
  REQUIRE;

  public static final String OPTION = "spark.indexkv.join.mode";

  /**
   * The setting that lets IndexKV reorder inner joins, so that more of them can be lookup joins.
   */
  public static final String REORDER = "spark.indexkv.join.reorder";

  /**
   * The setting that lets joins be lookup joins that give only the first key columns, or bounds.
   */
  public static final String ORDERED = "spark.indexkv.join.ordered";

  /**
   * The mode of a session.
   *
   * @throws IllegalArgumentException if the value is unknown, listing all values, or if the session
   *     sets an option that IndexKV does not have, naming it
   */
  public static JoinMode of(SQLConf conf) {
    KnownOptions.requireSession(conf);
    return EnumOption.parse(JoinMode.class, OPTION, conf.getConfString(OPTION, AUTO.label()));
  }

  /** Whether IndexKV may reorder a session's joins; true by default. */
  public static boolean reorders(SQLConf conf) {
    return EnumOption.isTrue(REORDER, conf.getConfString(REORDER, "true"));
  }

  /** Whether a session's joins may be ordered lookup joins; true by default. */
  public static boolean orders(SQLConf conf) {
    return EnumOption.isTrue(ORDERED, conf.getConfString(ORDERED, "true"));
  }

  /** The mode that a read sets by {@value StoreOption#JOIN}; it wins over the session's mode. */
  public static Optional<JoinMode> ofRead(CaseInsensitiveStringMap options) {
    return Optional.ofNullable(options.get(StoreOption.JOIN))
        .map(value -> EnumOption.parse(JoinMode.class, "option '" + StoreOption.JOIN + "'", value));
  }

  /** The mode as a value of the option. */
  public String label() {
    return EnumOption.label(this);
  }
}
