/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class JoinDataTest {
  @TempDir Path directory;

  @Test
  void asManyFactsFindTheirKeyAsTheCaseSays() throws IOException {
    JoinOptions options =
        JoinOptions.parse(
            new RunDirectory(directory).arguments("--facts", "50000", "--keys", "2000"));
    try (SparkSession spark = Run.session("data", "local[2]", options.data(), "").getOrCreate()) {
      for (JoinCase each : JoinCase.values()) {
        JoinData data = options.data(each);
        Dataset<Row> facts = data.factRows(spark);
        Dataset<Row> keys = data.dimensionRows(spark).select("key");

        assertThat(keys.distinct().count()).as("%s", each).isEqualTo(data.keys());
        assertThat(facts.count()).as("%s", each).isEqualTo(data.facts());
        double hits = facts.join(keys, "key").count();
        assertThat(100 * hits / data.facts())
            .as("%s", each)
            .isCloseTo(data.hitPercent(), within(2.0));
      }
    }
  }

  @Test
  void keysOfStringsAreAboutTwentyBytes() throws IOException {
    try (SparkSession spark = Run.session("data", "local[2]", directory, "").getOrCreate()) {
      Row lengths =
          new JoinData(directory, 1, 1000, JoinKey.STRING, 90)
              .dimensionRows(spark)
              .selectExpr("min(length(key)) >= 15", "max(length(key))", "avg(length(key)) > 19")
              .first();
      assertThat(lengths.getBoolean(0)).isTrue();
      assertThat(lengths.getInt(1)).isEqualTo(20);
      assertThat(lengths.getBoolean(2)).isTrue();
    }
  }
}
