/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelaysExampleTest {
  @TempDir Path directory;

  @Test
  void joinsEachFlightWithTheDepartureBeforeIt() throws Exception {
    String output = directory.resolve("output").toString();
    String input = directory.resolve("input").toString();
    try (SparkSession spark = session()) {
      spark
          .read()
          .parquet("examples/data/flights-3m.parquet")
          .where("date < '2001-01-08'")
          .write()
          .parquet(input + "/flights-3m.parquet");
    }

    DelaysExample.main(new String[] {"--master", "local[2]", "--input", input, "--output", output});

    try (SparkSession spark = session()) {
      spark.read().parquet(output + "/delays").createOrReplaceTempView("delays");
      spark.read().format("indexkv").load(output + "/departures").createOrReplaceTempView("known");
      // Spark's own way: the row before in a window over all departures
      long different =
          spark
              .sql(
                  """
                  SELECT count_if(NOT (delay_before <=> if(last >= date - INTERVAL 1 HOUR, before, null)))
                  FROM delays JOIN (
                    SELECT origin, date,
                      lag(date) OVER (PARTITION BY origin ORDER BY date) AS last,
                      lag(delay) OVER (PARTITION BY origin ORDER BY date) AS before
                    FROM known) USING (origin, date)
                  """)
              .first()
              .getLong(0);
      assertThat(different).isZero();
      long flights = spark.read().parquet(input + "/flights-3m.parquet").count();
      assertThat(spark.table("delays").count()).isEqualTo(flights).isGreaterThan(50_000);
      assertThat(spark.table("delays").where("delay_before IS NOT NULL").count())
          .isGreaterThan(flights / 2);
    }
  }

  private static SparkSession session() {
    return SparkSession.builder().master("local[2]").getOrCreate();
  }
}
