/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightsExampleTest {
  @TempDir Path directory;

  @Test
  void keepsFlightsWhoseAirportsAreUnknown() throws Exception {
    Path input = Files.createDirectory(directory.resolve("input"));
    Files.writeString(
        input.resolve("airports.csv"),
        """
        iata,name,city,state,country,latitude,longitude
        AAA,Alpha,Aton,AK,USA,61.5,-150.0
        BBB,"Beta, Municipal",Bton,,USA,,
        """);
    try (SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate()) {
      spark
          .sql(
              "SELECT timestamp_ntz'2001-01-01 00:01:00' AS date, 33L AS delay, 2176L AS distance,"
                  + " origin, destination"
                  + " FROM VALUES ('AAA', 'BBB'), ('AAA', 'BBB'), ('ZZZ', 'AAA'), (NULL, 'BBB')"
                  + " AS flights(origin, destination)")
          .write()
          .parquet(input.resolve("flights-3m.parquet").toString());
    }
    String output = directory.resolve("output").toString();

    FlightsExample.main(
        new String[] {
          "--master",
          "local[2]",
          "--input",
          input.toString(),
          "--store",
          directory.resolve("airports").toString(),
          "--output",
          output,
          "--customers",
          "3"
        });

    try (SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate()) {
      List<Row> rows =
          spark
              .read()
              .parquet(output + "/enriched")
              .selectExpr(
                  "concat_ws('|', nvl(origin, '-'), nvl(origin_airport, '-'),"
                      + " destination_airport, airports_known)")
              .collectAsList();
      assertThat(rows)
          .extracting(row -> row.getString(0))
          .containsExactlyInAnyOrder(
              "AAA|Alpha|Beta, Municipal|true",
              "AAA|Alpha|Beta, Municipal|true",
              "ZZZ|-|Alpha|false",
              "-|-|Beta, Municipal|false");
    }
  }

  @Test
  void refusesAPlanThatMovesTheFlights() {
    String join = "+- LookupJoin [origin#1 = iata], LeftOuter\n";
    EnrichedFlights.checkLookups(join + join);
    assertThatIllegalStateException()
        .isThrownBy(() -> EnrichedFlights.checkLookups(join))
        .withMessageContaining("expected 2 LookupJoins in the plan, found 1");
    assertThatIllegalStateException()
        .isThrownBy(() -> EnrichedFlights.checkLookups(join + join + "+- Exchange hash\n"))
        .withMessageContaining("no Exchange");
  }

  @Test
  void cutsLongLinesOfAPlan() {
    String plan = "== Physical Plan ==\nProject [a#1L, b#2]\n+- Scan " + "x".repeat(200) + "\n\n";
    assertThat(ShortPlan.of(plan).lines().toList())
        .hasSize(2)
        .contains("  Project [a, b]")
        .last()
        .asString()
        .hasSize(100)
        .endsWith("x…");
  }

  @Test
  void refusesAnUnknownOption() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlightsOptions.parse("--inputs", "x"))
        .withMessageContaining("unknown option --inputs")
        .withMessageContaining("--input DIR");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlightsOptions.parse("--input"))
        .withMessageContaining("--input has no value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlightsOptions.parse("--customers", "many"))
        .withMessageContaining("option --customers: expected a number up to 999999999, found many");
  }
}
