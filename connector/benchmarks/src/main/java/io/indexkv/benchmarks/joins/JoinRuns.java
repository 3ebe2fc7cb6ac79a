/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import com.sun.management.OperatingSystemMXBean;
import io.indexkv.benchmarks.PlanWatch;
import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Stopwatch;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the cases and variants of each query in turn, after a warm-up round. So a machine that slows
 * down or speeds up does so for all of them.
 */
final class JoinRuns {
  private static final long SETTLE_MILLIS = 500;

  private final SparkSession spark;
  private final Map<JoinCase, JoinTables> tables;
  private final JoinOptions options;
  private final TaskTotals tasks = new TaskTotals();
  private final PlanWatch plan;
  private final HeapWatch heap = HeapWatch.start();
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Map<String, String> plans = new LinkedHashMap<>();

  JoinRuns(SparkSession spark, Map<JoinCase, JoinTables> tables, JoinOptions options) {
    this.spark = spark;
    this.tables = tables;
    this.options = options;
    spark.sparkContext().addSparkListener(tasks);
    plan = PlanWatch.of(spark);
  }

  /** The executed plan of each case, query and variant that ran, by a title. */
  Map<String, String> plans() {
    return plans;
  }

  List<Measurement> measure() {
    List<Measurement> measurements = new ArrayList<>();
    for (JoinQuery query : JoinQuery.values()) {
      Map<JoinCase, SameResults> results = new EnumMap<>(JoinCase.class);
      for (int run = 0; run <= options.runs(); run++) {
        for (JoinCase each : tables.keySet()) {
          if (options.queries(each).contains(query)) {
            SameResults same = results.computeIfAbsent(each, c -> new SameResults(query));
            measurements.addAll(measure(each, query, run, same));
          }
        }
      }
    }
    return measurements;
  }

  private List<Measurement> measure(JoinCase of, JoinQuery query, int run, SameResults results) {
    List<Measurement> measurements = new ArrayList<>();
    for (JoinVariant variant : options.variants(of)) {
      spark.conf().set("spark.indexkv.join.mode", variant.mode());
      tables.get(of).show(variant);
      if (run == 0 && query.discardsRows()) {
        results.add(variant, fingerprint(variant));
      }
      Measurement measurement = measure(new Subject(of, query, variant), run, results);
      System.out.println(measurement.csv());
      measurements.add(measurement);
    }
    return measurements;
  }

  private Measurement measure(Subject subject, int run, SameResults results) {
    JoinQuery query = subject.query();
    JoinVariant variant = subject.variant();
    settle();
    long cpu = process.getProcessCpuTime();
    Stopwatch watch = new Stopwatch();
    Dataset<Row> rows = spark.sql(query.sql(variant));
    List<Row> collected = List.of();
    if (query.discardsRows()) {
      rows.write().format("noop").mode("overwrite").save();
    } else {
      collected = rows.collectAsList();
    }
    double seconds = watch.seconds();
    double cpuSeconds = (process.getProcessCpuTime() - cpu) / 1e9;
    long peakHeap = heap.peak();
    String executed = plan.last().toString();
    variant.check(executed);
    plans.putIfAbsent(subject.toString(), Run.withoutPath(executed, options.data()));
    if (!query.discardsRows()) {
      results.add(variant, collected);
    }
    return new Measurement(
        subject,
        run,
        seconds,
        cpuSeconds,
        peakHeap,
        heap.collected(),
        tasks.shuffled(),
        tasks.spilled());
  }

  /** The row that represents the result of a query that discards its rows. */
  private List<Row> fingerprint(JoinVariant variant) {
    if (variant == JoinVariant.SCAN) {
      return List.of();
    }
    plan.reset();
    List<Row> row = spark.sql(JoinQuery.fingerprintSql(variant)).collectAsList();
    variant.check(plan.last().toString());
    return row;
  }

  /** Removes the remains of the run before: its garbage, its broadcasts, its late events. */
  private void settle() {
    try {
      System.gc(); // so that Spark's cleaner finds the broadcasts to which nothing refers
      Thread.sleep(SETTLE_MILLIS);
      System.gc();
      Thread.sleep(SETTLE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two runs", e);
    }
    PlanWatch.drainListeners(spark);
    tasks.reset();
    plan.reset();
    heap.reset();
  }
}
