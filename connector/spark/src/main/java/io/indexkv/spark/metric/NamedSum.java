/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metric;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** A number that is added up. Spark creates each by the name of its class, without arguments. */
abstract class NamedSum extends CustomSumMetric {
  private final String name;
  private final String description;

  NamedSum(String name, String description) {
    this.name = name;
    this.description = description;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }
}
