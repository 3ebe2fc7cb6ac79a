/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The flights of the examples joined with their airports: the same rows with lookups as without.
 */
@Tag("versions")
@Tag("few")
class FlightsJoinTest {
  private static final Path DATA = Path.of("../../examples/data").toAbsolutePath().normalize();
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir static Path directory;

  @BeforeAll
  static void createViews() {
    StoreDirectory store = new StoreDirectory(directory.resolve("airports"));
    // some flights begin at airports that the store lacks
    store.write(
        SPARK
            .read()
            .option("header", "true")
            .csv(DATA.resolve("airports.csv").toString())
            .where("state is distinct from 'TX'"),
        "iata");
    store.read().createOrReplaceTempView("airports");
    // two days: every query reads all of them
    String flights = directory.resolve("flights").toString();
    SPARK
        .read()
        .parquet(DATA.resolve("flights-3m.parquet").toString())
        .where("dayofyear(date) <= 2")
        .write()
        .parquet(flights);
    SPARK.read().parquet(flights).createOrReplaceTempView("flights");
  }

  @AfterAll
  static void dropViews() {
    SPARK.catalog().dropTempView("airports");
    SPARK.catalog().dropTempView("flights");
  }

  @ParameterizedTest
  @ValueSource(strings = {"join", "left join", "left semi join", "left anti join"})
  void givesTheRowsOfSparksOwnJoin(String join) {
    boolean both = !join.endsWith("i join");
    String query =
        "select /*+ %%s(a) */ f.*%s from flights f %s airports a on f.origin = a.iata"
            .formatted(both ? ", a.city, a.state" : "", join);
    Dataset<Row> lookup = SPARK.sql(query.formatted("LOOKUP"));
    Dataset<Row> own = SPARK.sql(query.formatted("NO_LOOKUP"));

    assertThat(Queries.lookups(Queries.plan(own).toString())).isZero();
    for (Dataset<Row> difference : List.of(lookup.exceptAll(own), own.exceptAll(lookup))) {
      assertThat(Queries.lookups(Queries.plan(difference).toString())).isEqualTo(1);
      assertThat(difference.isEmpty()).isTrue();
    }
    assertThat(own.isEmpty()).isFalse();
  }
}
