/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesExampleTest {
  @TempDir Path directory;

  @Test
  void measuresRoutesWhoseAirportsAreKnown() throws Exception {
    Path input = Files.createDirectory(directory.resolve("input"));
    Files.writeString(
        input.resolve("airports.csv"),
        """
        iata,name,city,state,country,latitude,longitude
        AAA,Null Island,,,,0,0
        BBB,A degree east,,,,0,1
        NNN,The pole,,,,90,0
        XXX,Nowhere,,,,,
        """);
    try (SparkSession spark = session()) {
      spark
          .sql(
              "SELECT origin, destination, distance FROM VALUES ('AAA', 'BBB', 69L),"
                  + " ('AAA', 'BBB', 69L), ('BBB', 'NNN', 6200L), ('AAA', 'XXX', 1L),"
                  + " ('ZZZ', 'AAA', 2L), (NULL, 'BBB', 3L) AS flights(origin, destination, distance)")
          .write()
          .parquet(input.resolve("flights-3m.parquet").toString());
    }
    String output = directory.resolve("output").toString();

    RoutesExample.main(
        new String[] {
          "--master",
          "local[2]",
          "--input",
          input.toString(),
          "--store",
          directory.resolve("airports").toString(),
          "--output",
          output
        });

    try (SparkSession spark = session()) {
      // one degree of a circle with a radius of 3958.8 miles, and a quarter of the circle
      assertThat(
              spark
                  .read()
                  .parquet(output + "/routes")
                  .selectExpr(
                      "concat_ws('|', nvl(origin, '-'), destination, reported,"
                          + " nvl(cast(round(computed, 1) as string), '-'))")
                  .collectAsList())
          .extracting(row -> row.getString(0))
          .containsExactlyInAnyOrder(
              "AAA|BBB|69|69.1", "BBB|NNN|6200|6218.5", "AAA|XXX|1|-", "ZZZ|AAA|2|-", "-|BBB|3|-");
    }
  }

  private static SparkSession session() {
    return SparkSession.builder().master("local[2]").getOrCreate();
  }
}
