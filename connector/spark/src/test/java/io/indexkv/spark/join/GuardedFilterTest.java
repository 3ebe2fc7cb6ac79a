/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conditions that guard others, under ANSI. {@code v rlike '^[0-9]+$' and cast(v as int) > 3} gives
 * the same over a store as over Parquet, in the scan and in a lookup join.
 */
@Tag("slow")
class GuardedFilterTest {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final int QUERIES = 40;

  /** Places for a condition W on the table T under the alias d. */
  private static final List<String> PLACES =
      List.of(
          "select d.k, d.v from T d where W",
          "select f.n, d.v from guarded_facts f join T d on f.k = d.k where W",
          "select f.n, d.v from guarded_facts f left join T d on f.k = d.k and W",
          "select f.n from guarded_facts f left semi join T d on f.k = d.k and W",
          "select f.n from guarded_facts f left anti join T d on f.k = d.k and W",
          "select f.n from guarded_facts f where f.n = 1 or exists"
              + " (select 1 from T d where f.k = d.k and W)",
          "select f.n, x.w from guarded_facts f join (select k, cast(v as int) + 1 as w"
              + " from T d where W) x on f.k = x.k and x.w > f.n % 3",
          "select f.n, e.v from guarded_facts f join T d on f.k = d.k and W"
              + " left join T e on f.n = e.k");

  /** Pairs of a guard and the condition that it guards. */
  private static final List<List<String>> GUARDS =
      List.of(
          List.of("d.v rlike '^[0-9]+$'", "cast(d.v as int) > 3"),
          List.of("length(d.w) < 3", "cast(d.w as tinyint) >= 2"),
          List.of("d.z + 0 <> 0", "100 / d.z > 4"),
          List.of("d.d like '20__-%'", "year(cast(d.d as date)) > 2003"));

  private static final List<String> HARMLESS =
      List.of("d.z < 9", "d.k <> 4", "d.k > d.z", "d.v is not null", "(d.z = 1 or d.k > 2)");

  @TempDir static Path directory;

  @BeforeAll
  static void writeTwins() {
    Dataset<Row> rows =
        SPARK
            .range(0, 60)
            .selectExpr(
                "id as k",
                "if(id % 3 = 0, 'n/a', cast(id as string)) as v",
                "if(id % 4 = 0, 'much too long', cast(id % 50 as string)) as w",
                "cast(id % 7 as int) as z",
                "if(id % 5 = 0, 'unknown', concat('20', lpad(id % 30, 2, '0'), '-02-01')) as d");
    rows.write().parquet(directory.resolve("twin").toString());
    SPARK
        .read()
        .parquet(directory.resolve("twin").toString())
        .createOrReplaceTempView("guarded_twin");
    StoreDirectory store = new StoreDirectory(directory.resolve("store"));
    store.write(rows, "k");
    store.read().createOrReplaceTempView("guarded_store");
    String facts = directory.resolve("facts").toString();
    SPARK.range(0, 90).selectExpr("id as n", "nullif(id % 70, 3) as k").write().parquet(facts);
    SPARK.read().parquet(facts).createOrReplaceTempView("guarded_facts");
  }

  @AfterAll
  static void dropViews() {
    for (String view : List.of("guarded_twin", "guarded_store", "guarded_facts")) {
      SPARK.catalog().dropTempView(view);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void aGuardIsAskedBeforeWhatItGuards(String mode) {
    for (String place : PLACES) {
      for (List<String> guard : GUARDS) {
        check(place, List.of(String.join(" and ", guard)), mode, true);
      }
    }
  }

  @Test
  void severalGuardsStandInAnyOrder() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < QUERIES; i++) {
      String place = PLACES.get(random.nextInt(PLACES.size()));
      String mode = random.nextInt(3) == 0 ? "off" : "on";
      try {
        check(place, conditions(random), mode, random.nextBoolean());
      } catch (Throwable e) {
        throw new AssertionError("query " + i + " of seed " + seed, e);
      }
    }
  }

  @Test
  void aPointReadKeepsItsKeysAndTheOrderOfTheRest() {
    String where = "d.v rlike '^[0-9]+$' and cast(d.v as int) > 3 and d.k in (3, 4, 5)";
    Queries.Answer answer = run("select d.k from guarded_store d where " + where, "on", true);

    assertThat(answer.rows()).containsExactly("[4]", "[5]");
    assertThat(answer.plan()).contains("keys=[3, 4, 5]");
  }

  /**
   * Some guards, each followed by its guarded condition, mixed with conditions that need no guard.
   */
  private static List<String> conditions(Random random) {
    List<String> out = new ArrayList<>();
    // some places need the first guard themselves
    out.addAll(GUARDS.get(0));
    for (List<String> guard : GUARDS.subList(1, GUARDS.size())) {
      if (random.nextBoolean()) {
        int first = random.nextInt(out.size() + 1);
        out.add(first, guard.get(0));
        out.add(first + 1 + random.nextInt(out.size() - first), guard.get(1));
      }
    }
    for (String condition : HARMLESS) {
      if (random.nextInt(3) == 0) {
        out.add(random.nextInt(out.size() + 1), condition);
      }
    }
    return out;
  }

  private static void check(String place, List<String> conditions, String mode, boolean columns) {
    String guarded = String.join(" and ", conditions);
    String tried =
        guarded.replace("cast(", "try_cast(").replace("100 / d.z", "try_divide(100, d.z)");
    String sql = place.replace("cast(v", "try_cast(v").replace("W", tried);
    List<String> expected =
        Queries.run(
                sql.replace("T d", "guarded_twin d").replace("T e", "guarded_twin e"),
                Queries.reference())
            .rows();
    String text =
        place
            .replace("W", guarded)
            .replace("T d", "guarded_store d")
            .replace("T e", "guarded_store e");
    // a place with its own cast needs a guard in each query
    if (place.contains("cast(v") && !guarded.contains("rlike")) {
      return;
    }
    Queries.Answer answer = run(text, mode, columns);

    assertThat(answer.rows()).as("%s%n%s", text, answer.plan()).isEqualTo(expected);
    assertThat(answer.lookups() > 0)
        .as("%s%n%s", text, answer.plan())
        .isEqualTo(mode.equals("on") && place.contains("guarded_facts"));
  }

  private static Queries.Answer run(String sql, String mode, boolean columns) {
    return Queries.run(
        sql,
        Map.of(
            "spark.sql.ansi.enabled",
            "true",
            "spark.indexkv.join.mode",
            mode,
            "spark.sql.parquet.enableVectorizedReader",
            Boolean.toString(columns)));
  }
}
