/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.OptionalLong;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.internal.SQLConf;

/** The values of {@value #OPTION}: where the rows of a lookup join meet the files of the store. */
public enum JoinRouting {
  /** Partitioned if the store is larger than {@value #BUDGET}, else replicated. */
  AUTO,
  /** Rows stay where they are, and each task looks up in the whole store. */
  REPLICATED,
  /** Rows are shuffled once by their keys, and each task looks up in a slice of the store. */
  PARTITIONED;

  public static final String OPTION = "spark.indexkv.join.routing";

  /** Bytes of a store's files that the tasks of a JVM may map at once; no limit by default. */
  public static final String BUDGET = "spark.indexkv.join.cacheBudget";

  public static JoinRouting of(SQLConf conf) {
    return EnumOption.parse(JoinRouting.class, OPTION, conf.getConfString(OPTION, AUTO.label()));
  }

  /** The budget in bytes, if there is one. */
  public static OptionalLong budget(SQLConf conf) {
    String value = conf.getConfString(BUDGET, "");
    if (value.isBlank()) {
      return OptionalLong.empty();
    }
    try {
      long bytes = JavaUtils.byteStringAsBytes(value.trim());
      if (bytes > 0) {
        return OptionalLong.of(bytes);
      }
    } catch (NumberFormatException e) {
      // the message below names the option
    }
    throw new IllegalArgumentException(
        BUDGET + " is '" + value + "', expected a number of bytes above 0, for example 64g");
  }

  /** The routing as a value of the option. */
  public String label() {
    return EnumOption.label(this);
  }
}
