/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import io.indexkv.benchmarks.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Runs of queries on stores and on Parquet, which fail if the rows are not the same. */
final class TpcTestRun {
  private TpcTestRun() {}

  static List<TpcTimes> of(Path directory, String... options) throws IOException {
    TpcOptions parsed = TpcOptions.parse(new RunDirectory(directory).arguments(options));
    try (SparkSession spark = TpcBenchmark.session(parsed)) {
      return TpcBenchmark.run(spark, parsed);
    }
  }

  static List<String> withoutLookupJoin(List<TpcTimes> queries) {
    return queries.stream()
        .filter(query -> query.lookupJoins() == 0)
        .map(query -> query.query().toString())
        .toList();
  }
}
