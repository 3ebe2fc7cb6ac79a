/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import io.indexkv.benchmarks.Run;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Times a join of generated facts with a generated dimension, done by a lookup join and in Spark's
 * own ways. Fails if two variants give different results, or if an executed plan is not the one its
 * variant stands for.
 */
public final class JoinBenchmark {
  private JoinBenchmark() {}

  /** Takes the options that {@code JoinOptions.USAGE} lists. */
  public static void main(String[] args) throws IOException {
    JoinOptions options = JoinOptions.parse(args);
    JoinData data = new JoinData(options.data(), options.facts(), options.keys());
    try (SparkSession spark = session(options)) {
      spark.sparkContext().setLogLevel("ERROR");
      data.generate(spark);
      if (options.runs() == 0) {
        return;
      }
      String store =
          options.variants().contains(JoinVariant.LOOKUP) ? data.writeStore(spark) : "not written";
      String conditions = Conditions.describe(spark, args, store);
      JoinRuns runs = new JoinRuns(spark, data, options);
      List<Measurement> measurements = runs.measure();
      String table = ResultTable.of(measurements);
      System.out.println(table);
      ResultFolder.create(options.results()).write(conditions, table, measurements, runs.plans());
    }
  }

  private static SparkSession session(JoinOptions options) {
    return Run.session("joins", options.master(), options.data(), options.jars())
        // a variant's hint alone decides the join, whatever Spark guesses of the sizes
        .config("spark.sql.autoBroadcastJoinThreshold", -1)
        .config("spark.sql.adaptive.autoBroadcastJoinThreshold", -1)
        // a broadcast of ten million rows may take its time and its memory
        .config("spark.sql.broadcastTimeout", 36_000)
        .config("spark.driver.maxResultSize", 0)
        .getOrCreate();
  }
}
