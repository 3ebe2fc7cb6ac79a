/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Maps;
import io.indexkv.spark.conf.Refresh;
import io.indexkv.spark.conf.StoreOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.CreateTempViewUsing;

/**
 * Marks the reads of {@code CREATE TEMPORARY VIEW … USING indexkv}, unless they say which version
 * they read. Spark keeps the view as the plan of a DataFrame, and without the mark nothing would
 * distinguish the two.
 */
public final class ViewsToFollow extends Rule<LogicalPlan> {
  private static final List<String> PROVIDERS =
      List.of("indexkv", "io.indexkv.spark.IndexKvSource");

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return plan instanceof CreateTempViewUsing view && isStore(view.provider())
        ? marked(view)
        : plan;
  }

  /** True if {@code USING} names a store. */
  static boolean isStore(String provider) {
    return PROVIDERS.stream().anyMatch(provider::equalsIgnoreCase);
  }

  private static LogicalPlan marked(CreateTempViewUsing view) {
    Map<String, String> options = new HashMap<>(Maps.java(view.options()));
    if (Refresh.isChosen(options.keySet())) {
      return view;
    }
    options.put(StoreOption.VIEW, "newest");
    return new CreateTempViewUsing(
        view.tableIdent(),
        view.userSpecifiedSchema(),
        view.replace(),
        view.global(),
        view.provider(),
        Maps.of(options));
  }
}
