/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.spark.compat.Seqs;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import scala.Tuple2;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;

/** The SQL metrics of a lookup join, updated once per batch. */
public record ProbeMetrics(
    SQLMetric outputRows, SQLMetric probed, SQLMetric hits, SQLMetric misses, SQLMetric time)
    implements Serializable {

  public static ProbeMetrics create(SparkContext context) {
    return new ProbeMetrics(
        SQLMetrics.createMetric(context, "number of output rows"),
        SQLMetrics.createMetric(context, "rows probed"),
        SQLMetrics.createMetric(context, "hits"),
        SQLMetrics.createMetric(context, "misses"),
        SQLMetrics.createNanoTimingMetric(context, "probe time", 0));
  }

  /** The metrics by the names that Spark has for them. */
  public Map<String, SQLMetric> byKey() {
    return Map$.MODULE$.from(
        Seqs.of(
            List.of(
                Tuple2.apply("numOutputRows", outputRows),
                Tuple2.apply("rowsProbed", probed),
                Tuple2.apply("hits", hits),
                Tuple2.apply("misses", misses),
                Tuple2.apply("probeTime", time))));
  }

  /**
   * Adds a batch of {@code rows} rows, of which the store had {@code found}, in {@code nanos}
   * nanoseconds.
   */
  void add(long rows, long found, long nanos) {
    probed.add(rows);
    hits.add(found);
    misses.add(rows - found);
    time.add(nanos);
  }
}
