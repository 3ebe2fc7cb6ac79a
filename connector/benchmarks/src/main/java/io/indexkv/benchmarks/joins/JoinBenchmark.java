/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import io.indexkv.benchmarks.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Times a join of generated facts with a generated dimension, as a lookup join and as Spark's own
 * joins. Fails if two variants give different results, or if a variant runs with another plan than
 * its own.
 */
public final class JoinBenchmark {
  private JoinBenchmark() {}

  /** Takes the options that {@code JoinOptions.USAGE} lists. */
  public static void main(String[] args) throws IOException {
    JoinOptions options = JoinOptions.parse(args);
    try (SparkSession spark = session(options)) {
      spark.sparkContext().setLogLevel("ERROR");
      Map<JoinCase, JoinTables> tables = new LinkedHashMap<>();
      for (JoinCase each : options.cases()) {
        JoinTables ofCase = new JoinTables(spark, options.data(each));
        ofCase.generate(options.variants(each));
        tables.put(each, ofCase);
      }
      if (options.runs() == 0) {
        return;
      }
      String conditions = Conditions.describe(spark, args, writeStores(options, tables));
      JoinRuns runs = new JoinRuns(spark, tables, options);
      List<Measurement> measurements = runs.measure();
      Medians medians = Medians.of(measurements);
      String report =
          new ResultTable(medians, options).markdown() + new JoinTargets(medians).markdown();
      System.out.println(report);
      ResultFolder.create(options.results()).write(conditions, report, measurements, runs.plans());
    }
  }

  /** Writes each store once, even if several cases need it. Returns lines for the report. */
  private static Collection<String> writeStores(
      JoinOptions options, Map<JoinCase, JoinTables> tables) throws IOException {
    Map<Path, String> written = new LinkedHashMap<>();
    for (Map.Entry<JoinCase, JoinTables> ofCase : tables.entrySet()) {
      boolean reads =
          options.variants(ofCase.getKey()).stream()
              .anyMatch(variant -> variant.dimension() == TableForm.STORE);
      Path store = ofCase.getValue().data().storePath();
      if (reads && !written.containsKey(store)) {
        written.put(store, ofCase.getValue().writeStore());
      }
    }
    return written.values();
  }

  private static SparkSession session(JoinOptions options) {
    return Run.session("joins", options.master(), options.data(), options.jars())
        // a variant's hint alone decides the join, not Spark's guess of the sizes
        .config("spark.sql.autoBroadcastJoinThreshold", -1)
        .config("spark.sql.adaptive.autoBroadcastJoinThreshold", -1)
        // a broadcast of ten million rows takes long, and much memory
        .config("spark.sql.broadcastTimeout", 36_000)
        .config("spark.driver.maxResultSize", 0)
        // Spark uses the order of bucketed files only with this option
        .config("spark.sql.legacy.bucketedTableScan.outputOrdering", true)
        .getOrCreate();
  }
}
