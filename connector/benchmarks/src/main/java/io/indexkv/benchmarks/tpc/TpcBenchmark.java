/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import io.indexkv.benchmarks.Run;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the queries of TPC-H or TPC-DS on stores and on Parquet. Fails if a query gives different
 * rows.
 */
public final class TpcBenchmark {
  private TpcBenchmark() {}

  /** Takes the options that {@code TpcOptions.USAGE} lists. */
  public static void main(String[] args) throws IOException {
    TpcOptions options = TpcOptions.parse(args);
    try (SparkSession spark = session(options)) {
      List<TpcTimes> times = run(spark, options);
      if (options.runs() > 0) {
        TpcReport report = new TpcReport(options, times);
        System.out.println(report.table());
        System.out.println("results are in " + report.write(spark.version(), args));
      }
    }
  }

  /** Prepares the missing data, then runs the queries. */
  static List<TpcTimes> run(SparkSession spark, TpcOptions options) throws IOException {
    TpcData data = new TpcData(options.suite(), options.scale(), options.data());
    data.generate(spark);
    data.writeStores(spark, options.stores());
    return new TpcRuns(spark, data, options).measure();
  }

  static SparkSession session(TpcOptions options) {
    SparkSession spark =
        Run.session("tpc", options.master(), options.data(), "")
            // the queries expect that a division by zero is null
            .config("spark.sql.ansi.enabled", false)
            .config("spark.sql.shuffle.partitions", 8)
            .config("spark.driver.maxResultSize", 0)
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    return spark;
  }
}
