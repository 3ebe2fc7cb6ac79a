/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.scans;

import io.indexkv.benchmarks.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Times scans of a store and of Parquet files with the same rows. Fails if a query gives different
 * rows.
 */
public final class ScanBenchmark {
  private ScanBenchmark() {}

  /** Takes the options that {@code ScanOptions.USAGE} lists. */
  public static void main(String[] args) throws IOException {
    ScanOptions options = ScanOptions.parse(args);
    try (SparkSession spark =
        Run.session("scans", options.master(), options.data(), "")
            .config("spark.indexkv.scan.columnar", options.columnar())
            .getOrCreate()) {
      spark.sparkContext().setLogLevel("ERROR");
      ScanTables tables = new ScanTables(spark, options.data(), options.rows());
      tables.generate();
      List<ScanTimes> times = new ScanRuns(spark, tables, options).measure();
      if (options.runs() > 0) {
        List<String> sizes = new ArrayList<>();
        for (TableForm form : TableForm.values()) {
          sizes.add(tables.size(form));
        }
        ScanReport report = new ScanReport(options, sizes, times);
        System.out.println(report.tables());
        System.out.println("results are in " + report.write(spark.version(), args));
      }
    }
  }
}
