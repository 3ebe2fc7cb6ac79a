/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.LocalSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;

/** Runs queries under given settings and looks at their plans. */
public final class Queries {
  private Queries() {}

  /** The answer to a query: its rows in a fixed order, and its final plan. */
  public record Answer(List<String> rows, String plan) {
    public int lookups() {
      return Queries.lookups(plan);
    }
  }

  /** The part of a plan that ran. Adaptive execution prints the initial plan after it. */
  public static String atTheEnd(String plan) {
    return plan.replaceFirst("(?s)\\+- == Initial Plan ==.*", "");
  }

  /** Number of lookup joins in a plan; in the final plan if it changed while it ran. */
  public static int lookups(String plan) {
    Matcher m = Pattern.compile("LookupJoin \\S+ \\[").matcher(atTheEnd(plan));
    int n = 0;
    while (m.find()) {
      n++;
    }
    return n;
  }

  /**
   * Settings for Spark's own joins that are quick to plan and to run. They also avoid a fault of
   * Spark 3.5: it can believe that a field of a nested column below an outer join is never null.
   * Then coalesce(d.s.f, 'none') is null.
   */
  public static Map<String, String> reference() {
    return Map.of(
        "spark.indexkv.trustKeys", "false",
        "spark.sql.optimizer.expression.nestedPruning.enabled", "false",
        "spark.sql.optimizer.nestedSchemaPruning.enabled", "false",
        "spark.indexkv.join.mode", "off",
        "spark.sql.adaptive.enabled", "false",
        // one job without an exchange, and no job for a broadcast
        "spark.sql.autoBroadcastJoinThreshold", "-1",
        "spark.sql.codegen.wholeStage", "false",
        "spark.sql.codegen.factoryMode", "NO_CODEGEN");
  }

  public static Answer run(String sql, Map<String, String> settings) {
    return with(
        settings,
        () -> {
          Dataset<Row> query = LocalSpark.session().sql(sql);
          return new Answer(rows(query), plan(query).toString());
        });
  }

  /** Runs a query; returns its rows in a fixed order. */
  static List<String> rows(Dataset<Row> query) {
    return query.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  /** Runs an action under settings, and resets them afterwards. */
  public static <T> T with(Map<String, String> settings, java.util.function.Supplier<T> action) {
    SparkSession spark = LocalSpark.session();
    Map<String, String> before = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          before.put(name, spark.conf().get(name, null));
          spark.conf().set(name, value);
        });
    try {
      return action.get();
    } finally {
      before.forEach(
          (name, value) -> {
            if (value == null) {
              spark.conf().unset(name);
            } else {
              spark.conf().set(name, value);
            }
          });
    }
  }

  /** The physical plan; the final one if the query has run. */
  public static SparkPlan plan(Dataset<Row> query) {
    try {
      // Dataset's class differs between Spark 3 and 4
      return ((QueryExecution) query.getClass().getMethod("queryExecution").invoke(query))
          .executedPlan();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
