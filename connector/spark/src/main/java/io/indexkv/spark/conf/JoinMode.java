/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.Optional;
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

  private enum Reorder {
    TRUE,
    FALSE
  }

  public static final String OPTION = "spark.indexkv.join.mode";

  /** Whether inner joins may be put into an order in which more of them are lookup joins. */
  public static final String REORDER = "spark.indexkv.join.reorder";

  /**
   * The mode a session is in.
   *
   * @throws IllegalArgumentException listing the values if the option has another one, or naming a
   *     setting of the session that IndexKV does not have
   */
  public static JoinMode of(SQLConf conf) {
    KnownOptions.requireSession(conf);
    return EnumOption.parse(JoinMode.class, OPTION, conf.getConfString(OPTION, AUTO.label()));
  }

  /** Whether a session may reorder joins, which is so unless it says no. */
  public static boolean reorders(SQLConf conf) {
    String value = conf.getConfString(REORDER, EnumOption.label(Reorder.TRUE));
    return EnumOption.parse(Reorder.class, REORDER, value) == Reorder.TRUE;
  }

  /** What a read says by {@value StoreOption#JOIN}; stronger than the session's mode. */
  public static Optional<JoinMode> ofRead(CaseInsensitiveStringMap options) {
    return Optional.ofNullable(options.get(StoreOption.JOIN))
        .map(value -> EnumOption.parse(JoinMode.class, "option '" + StoreOption.JOIN + "'", value));
  }

  /** The value of the option. */
  public String label() {
    return EnumOption.label(this);
  }
}
