/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Settings under which a random query is executed. */
final class RandomWay {
  private RandomWay() {}

  /** Distinct settings, {@code ways} of them. */
  static Set<Map<String, String>> of(Random random, int ways) {
    // compiling takes longer than everything else: usually none of the ways compiles, sometimes
    // half
    int compiled = random.nextInt(3) == 0 ? 4 : 0;
    Set<Map<String, String>> out = new LinkedHashSet<>();
    while (out.size() < ways) {
      out.add(of(random, random.nextInt(8) < compiled));
    }
    return out;
  }

  private static Map<String, String> of(Random random, boolean code) {
    Map<String, String> out = new TreeMap<>();
    out.put("spark.sql.adaptive.enabled", Boolean.toString(random.nextInt(3) == 0));
    out.put("spark.sql.codegen.wholeStage", Boolean.toString(code));
    out.put("spark.sql.codegen.factoryMode", code ? "FALLBACK" : "NO_CODEGEN");
    out.put("spark.sql.codegen.maxFields", random.nextInt(10) == 0 ? "4" : "100");
    out.put("spark.sql.parquet.enableVectorizedReader", Boolean.toString(random.nextInt(4) > 0));
    // batches that end within slices, and joins that are not broadcast
    out.put("spark.sql.parquet.columnarReaderBatchSize", random.nextBoolean() ? "7" : "4096");
    out.put("spark.sql.autoBroadcastJoinThreshold", random.nextInt(4) > 0 ? "10m" : "-1");
    // each file is a slice, or all files are one
    out.put("spark.indexkv.join.cacheBudget", random.nextInt(4) == 0 ? "1" : "1g");
    return out;
  }
}
