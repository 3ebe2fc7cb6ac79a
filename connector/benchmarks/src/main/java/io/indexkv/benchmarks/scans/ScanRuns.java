/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.scans;

import io.indexkv.benchmarks.PlanWatch;
import io.indexkv.benchmarks.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs each query on both forms in turns. The first run warms up and compares the rows. The two
 * change places from run to run, because the second finds a warmer JVM.
 */
final class ScanRuns {
  private static final TableForm[] STORE_FIRST = {TableForm.STORE, TableForm.PARQUET};
  private static final TableForm[] PARQUET_FIRST = {TableForm.PARQUET, TableForm.STORE};

  /** A query that takes milliseconds is warmed up by this many times a measured run. */
  private static final int SHORT_WARM_UPS = 5;

  private static final double SHORT_SECONDS = 0.5;

  private final ScanTables tables;
  private final ScanOptions options;
  private final PlanWatch plan;
  private final Long[] keys;

  ScanRuns(SparkSession spark, ScanTables tables, ScanOptions options) {
    this.tables = tables;
    this.options = options;
    plan = PlanWatch.of(spark);
    keys = tables.keys();
  }

  /**
   * Writes both forms, and runs all queries.
   *
   * @throws IllegalStateException if a query gives different rows
   */
  List<ScanTimes> measure() throws IOException {
    List<ScanTimes> all = new ArrayList<>();
    ScanTimes writes = writes(options.queries().contains(ScanQuery.WRITE) ? options.runs() : 0);
    for (ScanQuery query : options.queries()) {
      ScanTimes times = query == ScanQuery.WRITE ? writes : queries(query);
      if (options.runs() > 0) {
        System.out.printf(
            "%s: Parquet %.4f s, store %.4f s, ratio %.2f, of CPU time %.2f%n",
            query,
            times.median(TableForm.PARQUET, Cost::seconds),
            times.median(TableForm.STORE, Cost::seconds),
            times.ratio(Cost::seconds),
            times.ratio(Cost::cpuSeconds));
      }
      all.add(times);
    }
    return all;
  }

  private ScanTimes writes(int runs) throws IOException {
    ScanTimes times = new ScanTimes(ScanQuery.WRITE);
    for (int run = -1; run < runs; run++) {
      for (TableForm form : order(run)) {
        tables.delete(form);
        System.gc();
        Cost cost = Cost.of(() -> tables.write(form));
        if (run >= 0) {
          times.add(form, cost);
        }
      }
    }
    return times;
  }

  private ScanTimes queries(ScanQuery query) {
    compare(query);
    ScanTimes times = new ScanTimes(query);
    boolean isShort = false;
    for (int run = -1; run < options.runs(); run++) {
      for (TableForm form : order(run)) {
        Dataset<Row> table = tables.read(form);
        int repeats = isShort ? options.repeats() : 1;
        if (isShort && run == 0) {
          Cost.of(SHORT_WARM_UPS * repeats, () -> run(query, table));
        }
        plan.reset();
        System.gc();
        Cost cost = Cost.of(repeats, () -> run(query, table));
        times.plans().put(form, Run.withoutPath(plan.last().toString(), tables.directory()));
        if (run >= 0) {
          times.add(form, cost);
        } else {
          isShort |= cost.seconds() < SHORT_SECONDS;
        }
      }
    }
    return times;
  }

  private void run(ScanQuery query, Dataset<Row> table) {
    Dataset<Row> rows = query.of(table, keys);
    if (query.discardsRows()) {
      rows.write().format("noop").mode("overwrite").save();
    } else {
      rows.collectAsList();
    }
  }

  private void compare(ScanQuery query) {
    List<Row> expected = result(query, TableForm.PARQUET);
    List<Row> found = result(query, TableForm.STORE);
    if (!expected.equals(found)) {
      throw new IllegalStateException(
          "%s: Parquet gives %s, but the store gives %s".formatted(query, expected, found));
    }
  }

  private List<Row> result(ScanQuery query, TableForm form) {
    Dataset<Row> rows = query.of(tables.read(form), keys);
    boolean ordered = query == ScanQuery.FIRST || query == ScanQuery.LAST;
    return (ordered ? rows : ScanQuery.fingerprint(rows)).collectAsList();
  }

  private static TableForm[] order(int run) {
    return run % 2 == 0 ? STORE_FIRST : PARQUET_FIRST;
  }
}
