/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import io.indexkv.benchmarks.PlanWatch;
import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Stopwatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs each query on Parquet and on stores in turns. The first run warms up and compares the rows.
 * The two change places from run to run, because the second finds a warmer JVM.
 */
final class TpcRuns {
  private final SparkSession spark;
  private final TpcData data;
  private final TpcOptions options;
  private final PlanWatch plan;

  TpcRuns(SparkSession spark, TpcData data, TpcOptions options) {
    this.spark = spark;
    this.data = data;
    this.options = options;
    plan = PlanWatch.of(spark);
  }

  /**
   * Runs all queries.
   *
   * @throws IllegalStateException if a query gives different rows on stores and on Parquet
   */
  List<TpcTimes> measure() {
    List<TpcTimes> all = new ArrayList<>();
    for (TpcQuery query : options.queries()) {
      TpcTimes times = measure(query);
      System.out.printf(
          "%s: %d rows, %d lookup joins%s%n",
          query,
          times.rows(),
          times.lookupJoins(),
          options.runs() == 0
              ? ""
              : ", %.2f s on Parquet, %.2f s on stores"
                  .formatted(times.parquetMedian(), times.storesMedian()));
      all.add(times);
    }
    return all;
  }

  TpcTimes measure(TpcQuery query) {
    List<Row> expected = onParquet(query);
    List<Row> found = onStores(query);
    int lookupJoins = LookupJoins.in(plan.last());
    String executed = Run.withoutPath(plan.last().toString(), data.directory());
    String difference = TpcRows.difference(expected, found);
    if (difference != null) {
      throw new IllegalStateException(
          "%s %s, scale %s: on stores, %s"
              .formatted(data.suite(), query, data.scale(), difference));
    }
    double[] parquet = new double[options.runs()];
    double[] stores = new double[options.runs()];
    for (int run = 0; run < options.runs(); run++) {
      if (run % 2 == 0) {
        stores[run] = seconds(() -> onStores(query));
      }
      parquet[run] = seconds(() -> onParquet(query));
      if (run % 2 == 1) {
        stores[run] = seconds(() -> onStores(query));
      }
    }
    return new TpcTimes(query, expected.size(), lookupJoins, parquet, stores, executed);
  }

  private static double seconds(Runnable work) {
    Stopwatch watch = new Stopwatch();
    work.run();
    return watch.seconds();
  }

  private List<Row> onParquet(TpcQuery query) {
    spark.conf().set("spark.indexkv.join.mode", "off");
    data.show(spark, List.of());
    return spark.sql(query.sql()).collectAsList();
  }

  private List<Row> onStores(TpcQuery query) {
    spark.conf().set("spark.indexkv.join.mode", options.mode());
    data.show(spark, options.stores());
    return spark.sql(query.sql()).collectAsList();
  }
}
