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

  /** What a query gave: its rows in an order of ours, and the plan it had in the end. */
  public record Answer(List<String> rows, String plan) {
    int lookups() {
      return Queries.lookups(plan);
    }
  }

  /** The part of a plan that ran: adaptive execution prints the one it began with after it. */
  static String atTheEnd(String plan) {
    return plan.replaceFirst("(?s)\\+- == Initial Plan ==.*", "");
  }

  /** Lookup joins of a plan; of one that changed while it ran, those at the end. */
  static int lookups(String plan) {
    Matcher m = Pattern.compile("LookupJoin \\S+ \\[").matcher(atTheEnd(plan));
    int n = 0;
    while (m.find()) {
      n++;
    }
    return n;
  }

  /**
   * Settings for Spark's own joins: quick to plan and to run, and without a fault of Spark 3.5:
   * what it takes out of a nested column below an outer join it can believe never to be null, so
   * that coalesce(d.s.f, 'none') is null.
   */
  public static Map<String, String> reference() {
    return Map.of(
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

  /** Runs a query; its rows in an order of ours. */
  static List<String> rows(Dataset<Row> query) {
    return query.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  /** Does something under settings, and takes them back. */
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
  static SparkPlan plan(Dataset<Row> query) {
    try {
      // Dataset's class differs between Spark 3 and 4
      return ((QueryExecution) query.getClass().getMethod("queryExecution").invoke(query))
          .executedPlan();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
