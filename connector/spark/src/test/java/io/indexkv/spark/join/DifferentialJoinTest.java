/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.join.JoinTables.KeyColumn;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each query gives the same rows in three ways: as a lookup join, as Spark's own join of the store,
 * and as Spark's own join of the same rows in Parquet. This holds for each way to execute the
 * lookup join.
 */
@Tag("slow")
class DifferentialJoinTest {

  /** The ways to execute a lookup join. */
  private enum Way {
    /** Columns, in generated code, with several batches for each task. */
    COLUMNS(Map.of("spark.sql.parquet.columnarReaderBatchSize", "500")),
    COLUMNS_NOT_ADAPTIVE(Map.of("spark.sql.adaptive.enabled", "false")),
    ROWS(Map.of("spark.sql.parquet.enableVectorizedReader", "false")),
    NO_GENERATED_CODE(
        Map.of(
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN",
            "spark.sql.adaptive.enabled", "false")),
    TOO_MANY_FIELDS(Map.of("spark.sql.codegen.maxFields", "4"));

    private final Map<String, String> settings;

    Way(Map<String, String> settings) {
      this.settings = settings;
    }

    Map<String, String> withLookupJoins() {
      Map<String, String> out = new HashMap<>(settings);
      out.put("spark.indexkv.join.mode", "on");
      return out;
    }
  }

  @BeforeAll
  static void createTables() {
    JoinTables.create();
  }

  @Test
  void theStoresHaveSeveralFiles() {
    for (KeyColumn key : List.of(KeyColumn.BIGINT, KeyColumn.STRING)) {
      Path data = Path.of(JoinTables.storeLocation(key)).resolve("data");
      assertThat(StoreDirectory.files(data)).hasSizeGreaterThan(3);
    }
  }

  static Stream<Arguments> queries() {
    return Stream.of(
            in(JoinQuery.basics(), Way.values()),
            in(JoinQuery.existence(), Way.values()),
            in(JoinQuery.conditions(), Way.COLUMNS, Way.ROWS, Way.NO_GENERATED_CODE),
            in(JoinQuery.plans(), Way.COLUMNS, Way.COLUMNS_NOT_ADAPTIVE, Way.ROWS),
            in(SubqueryQueries.nullSafe(), Way.COLUMNS, Way.ROWS),
            in(SubqueryQueries.subqueries(), Way.COLUMNS, Way.ROWS, Way.NO_GENERATED_CODE),
            in(SubqueryQueries.ofSpark4(), Way.COLUMNS, Way.ROWS, Way.NO_GENERATED_CODE),
            in(JoinQuery.spark(), Way.COLUMNS))
        .flatMap(List::stream);
  }

  private static List<Arguments> in(List<JoinQuery> queries, Way... ways) {
    return queries.stream().map(query -> Arguments.of(query, List.of(ways))).toList();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void givesTheRowsOfSparksOwnJoin(JoinQuery query, List<Way> ways) {
    Queries.Answer expected = expected(query, KeyColumn.BIGINT);
    for (Way way : ways) {
      check(query, KeyColumn.BIGINT, way, expected);
    }
  }

  static Stream<Arguments> otherKeys() {
    return Stream.of(KeyColumn.INT, KeyColumn.SMALLINT, KeyColumn.TINYINT, KeyColumn.STRING)
        .flatMap(key -> JoinQuery.basics().stream().map(query -> Arguments.of(key, query)));
  }

  @ParameterizedTest
  @MethodSource("otherKeys")
  void givesTheRowsOfSparksOwnJoinForKeysOfEachType(KeyColumn key, JoinQuery query) {
    Queries.Answer expected = Queries.run(query.on(key, true), Queries.reference());
    check(query, key, key == KeyColumn.SMALLINT ? Way.ROWS : Way.COLUMNS, expected);
    if (key == KeyColumn.STRING) {
      check(query, key, Way.ROWS, expected);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyColumn.class,
      names = {"BIGINT", "INT", "SMALLINT", "TINYINT"})
  void comparesIntegersOfDifferentTypesByValue(KeyColumn key) {
    for (String type : List.of("tinyint", "smallint", "int", "bigint")) {
      JoinQuery query =
          new JoinQuery(
              1,
              // also beyond the range of the key's type
              "select f.id, d.l1 from (select id, try_cast(if(id % 2 = 0, key, id * 100 - 400000) as "
                  + type
                  + ") as key from FACTS) f left join STORE d on f.key = d.key");
      Queries.Answer expected = expected(query, key);
      check(query, key, Way.COLUMNS, expected);
      check(query, key, Way.ROWS, expected);
    }
  }

  private static Queries.Answer expected(JoinQuery query, KeyColumn key) {
    Queries.Answer twin = Queries.run(query.on(key, true), Queries.reference());
    Queries.Answer store = Queries.run(query.on(key, false), Queries.reference());
    assertThat(store.plan()).doesNotContain("LookupJoin");
    assertThat(store.rows()).as("store scanned, Parquet scanned").isEqualTo(twin.rows());
    return store;
  }

  private static void check(JoinQuery query, KeyColumn key, Way way, Queries.Answer expected) {
    Queries.Answer answer = Queries.run(query.on(key, false), way.withLookupJoins());
    assertThat(answer.rows()).as("%s, %s%n%s", way, key, answer.plan()).isEqualTo(expected.rows());
    assertThat(answer.lookups())
        .as("%s, %s%n%s", way, key, answer.plan())
        .isEqualTo(query.lookups());
  }
}
