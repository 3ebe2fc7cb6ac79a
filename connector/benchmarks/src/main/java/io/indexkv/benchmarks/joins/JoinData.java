/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Facts and a dimension. Keys are unique in the dimension. Keys of the facts are drawn in the same
 * way, whether or not the dimension has them.
 *
 * @param hitPercent percentage of the facts that find their key in the dimension
 */
record JoinData(Path directory, long facts, long keys, JoinKey key, int hitPercent) {
  private static final int FACT_FILES = 16;
  private static final int DIMENSION_FILES = 8;

  /** Directory of the facts' Parquet files. */
  Path factsPath() {
    return directory.resolve(
        "facts-%d-of-%s%s"
            .formatted(
                facts, dimension(), hitPercent == JoinCase.BASE_HITS ? "" : "-hits-" + hitPercent));
  }

  /** Directory of the dimension's Parquet files. */
  Path dimensionPath() {
    return directory.resolve("dimension-" + dimension());
  }

  Path storePath() {
    return directory.resolve("store-" + dimension());
  }

  private String dimension() {
    return keys + (key == JoinKey.LONG ? "" : "-" + key);
  }

  Dataset<Row> dimensionRows(SparkSession spark) {
    return spark
        .range(0, keys, 1, DIMENSION_FILES)
        .selectExpr(
            key.sql("id") + " as key",
            "pmod(xxhash64(id, 1), 1000000) as l1",
            "id as l2",
            "rand(3) * 1000 as d1",
            "id / 7.0D as d2",
            "concat('s', id % 1000) as s1",
            "hex(id % 100000) as s2");
  }

  Dataset<Row> factRows(SparkSession spark) {
    String id = "cast(rand(1) * %sD as bigint)".formatted(keys / (hitPercent / 100.0));
    return spark
        .range(0, facts, 1, FACT_FILES)
        .selectExpr(
            "id",
            key.sql(id) + " as key",
            "1700000000000 + id * 3 as ts",
            "rand(2) * 1000 as amount",
            "cast(pmod(xxhash64(id), 100) as int) as qty");
  }

  @Override
  public String toString() {
    return "%,d facts × %,d %s keys, %d %% found".formatted(facts, keys, key, hitPercent);
  }
}
