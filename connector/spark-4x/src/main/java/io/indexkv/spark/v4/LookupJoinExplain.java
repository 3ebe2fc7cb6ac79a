/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.report.StoreJoins;
import org.apache.spark.sql.ExtendedExplainGenerator;
import org.apache.spark.sql.execution.SparkPlan;

/**
 * Adds to plans, in EXPLAIN and in the SQL tab, which joins with a store are lookup joins and why
 * the others are not. Users name it in {@code spark.sql.extendedExplainProviders}.
 */
public final class LookupJoinExplain implements ExtendedExplainGenerator {
  /** For Spark, which creates it. */
  public LookupJoinExplain() {}

  @Override
  public String title() {
    return "IndexKV";
  }

  @Override
  public String generateExtendedInfo(SparkPlan plan) {
    return StoreJoins.text(plan) + "\n";
  }
}
