/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import io.indexkv.benchmarks.Machine;
import io.indexkv.benchmarks.Run;
import java.io.IOException;
import java.util.Collection;
import org.apache.spark.sql.SparkSession;

/** The conditions of a run, for its report: machine, versions and options. */
final class Conditions {
  private Conditions() {}

  static String describe(SparkSession spark, String[] args, Collection<String> stores)
      throws IOException {
    return Machine.describe()
        + """
        - versions: revision %s, Spark %s
        - command: `%s`
        - stores: %s
        - CPU and heap are those of %s.
        - Seconds are medians of the measured runs, heap and shuffle are maximums. The warm-up run
          (number 0) is only in `raw.csv`. The executed plans are in `plans.txt`.
        """
            .formatted(
                Run.revision(),
                spark.version(),
                Run.command("joins", args),
                stores.isEmpty() ? "none" : String.join("; ", stores),
                spark.sparkContext().isLocal() ? "the one JVM" : "the driver alone");
  }
}
