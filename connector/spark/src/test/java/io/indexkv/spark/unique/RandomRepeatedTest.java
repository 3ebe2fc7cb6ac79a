/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.conf.KeyTrust;
import io.indexkv.spark.join.Queries;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random queries over stores that keep rows of equal keys have the rows of the same queries over
 * rows in memory that were never in a store: with lookup joins and without, with trust in keys and
 * without.
 *
 * <p>For more or other queries: {@code -Dindexkv.repeated.queries=5000 -Dindexkv.repeated.seed=7},
 * and {@code -Dindexkv.repeated.first=40} to begin with one of them.
 */
@Tag("slow")
class RandomRepeatedTest {
  private static final int QUERIES = Integer.getInteger("indexkv.repeated.queries", 300);
  private static final int FIRST = Integer.getInteger("indexkv.repeated.first", 0);
  private static final long SEED = Long.getLong("indexkv.repeated.seed", 20261130);
  private static final Pattern LOOKUP =
      Pattern.compile("LookupJoin (one|two) \\[.*?], (\\w+)[^\\n]*");

  private static final SparkSession STORES = LocalSpark.session().newSession();
  private static final SparkSession PLAIN = LocalSpark.session().newSession();

  /** The rows of the stores. Some are equal in all columns, and some keys have 1 row. */
  private static final Map<String, String> TABLES =
      Map.of(
          "one",
          "select if(id > 27, id, id % 9) as k, if(id % 7 = 0, null, concat('v', id % 5)) as v,"
              + " if(id % 3 = 0, null, id div 9 * 2) as w from range(36) union all"
              + " select 4L, 'v4', 0L from range(5)",
          "two",
          "select id % 5 as a, concat('v', id % 11 div 3) as b, id % 7 as v from range(40)",
          "layered",
          "select id as k, concat('v', id % 4) as v from range(20)",
          "facts",
          "select if(id % 9 = 0, null, id * 7 % 25) as a,"
              + " if(id % 8 = 0, null, concat('v', id % 6)) as b,"
              + " if(id % 10 = 0, null, id % 12) as x, case id % 5 when 0 then double('-0.0')"
              + " when 1 then double('NaN') when 2 then null else id / 2 end as d from range(40)");

  @TempDir static Path directory;

  @BeforeAll
  static void createTables() {
    for (SparkSession spark : List.of(STORES, PLAIN)) {
      spark.conf().set("spark.sql.shuffle.partitions", "1");
      // a fault of Spark: a subquery that moves below a limit takes the order from it
      spark
          .conf()
          .set(
              "spark.sql.optimizer.excludedRules",
              // its name in Spark 3.5, and in Spark 4
              "org.apache.spark.sql.catalyst.optimizer.PushProjectionThroughLimit,"
                  + "org.apache.spark.sql.catalyst.optimizer.PushProjectionThroughLimitAndOffset");
    }
    Queries.reference().forEach(PLAIN.conf()::set);
    for (Map.Entry<String, String> table : TABLES.entrySet()) {
      Dataset<Row> rows = PLAIN.sql(table.getValue());
      List<Row> inMemory = rows.collectAsList();
      PLAIN.createDataFrame(inMemory, rows.schema()).createOrReplaceTempView(table.getKey());
      if (table.getKey().equals("facts")) {
        STORES.createDataFrame(inMemory, rows.schema()).createOrReplaceTempView("facts");
      }
    }
    store("one", "k", "keep");
    store("two", "a,b", "keep");
    store("layered", "k", "fail");
    STORES.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    // its rows have an older schema, and the hidden column is not the last one
    STORES.sql("alter table indexkv.`" + directory.resolve("two") + "` add column later int");
    for (String name : List.of("one", "two", "layered")) {
      STORES
          .read()
          .format("indexkv")
          .load(directory.resolve(name).toString())
          .createOrReplaceTempView(name);
    }
  }

  private static void store(String name, String key, String duplicates) {
    StoreDirectory store = new StoreDirectory(directory.resolve(name));
    store
        .writer(STORES.sql(TABLES.get(name)).repartition(3), key)
        .option("duplicates", duplicates)
        .option("targetFileSize", "200")
        .option("blockSize", "4k")
        .save(store.toString());
  }

  @Test
  void storesHaveTheRowsOfMemory() {
    assertThat(new StoreDirectory(directory.resolve("one")).dataFiles()).hasSizeGreaterThan(3);
    Map<String, Integer> kinds = new TreeMap<>();
    for (int i = FIRST; i < FIRST + QUERIES; i++) {
      Random random = new Random(new SplittableRandom(SEED * 1_000_000 + i).nextLong());
      String query = RandomPlan.of(random).sql();
      Optional<List<String>> expected = expected(query);
      if (expected.isEmpty()) {
        kinds.merge("refused", 1, Integer::sum);
        continue;
      }
      settings(random).forEach(STORES.conf()::set);
      String about = "query %d of seed %d: %s".formatted(i, SEED, query);
      Dataset<Row> answer = STORES.sql(query);
      assertThat(rows(answer)).as(about).isEqualTo(expected.get());
      count(Queries.plan(answer).toString(), kinds, about);
    }
    System.out.printf("%d random queries from seed %d: %s%n", QUERIES, SEED, kinds);
    assertThat(kinds.getOrDefault("refused", 0)).isLessThanOrEqualTo(QUERIES / 10);
    if (QUERIES >= 300) {
      assertThat(kinds).containsKeys("Inner", "LeftOuter", "LeftSemi", "LeftAnti");
    }
  }

  /** A lookup of one row for each key would lose rows. */
  private static void count(String plan, Map<String, Integer> kinds, String about) {
    Matcher lookup = LOOKUP.matcher(plan);
    while (lookup.find()) {
      assertThat(lookup.group()).as(about).contains("access=prefix");
      kinds.merge(lookup.group(2), 1, Integer::sum);
    }
  }

  private static Optional<List<String>> expected(String query) {
    try {
      return Optional.of(rows(PLAIN.sql(query)));
    } catch (Exception e) {
      // Spark throws checked exceptions that no signature declares
      System.out.println("Spark refuses: " + query + "\n" + e.getMessage().lines().findFirst());
      return Optional.empty();
    }
  }

  private static List<String> rows(Dataset<Row> query) {
    return query.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static Map<String, String> settings(Random random) {
    boolean code = random.nextInt(5) == 0;
    return Map.of(
        "spark.sql.adaptive.enabled",
        Boolean.toString(random.nextInt(3) == 0),
        "spark.sql.codegen.wholeStage",
        Boolean.toString(code),
        "spark.sql.codegen.factoryMode",
        code ? "FALLBACK" : "NO_CODEGEN",
        "spark.sql.autoBroadcastJoinThreshold",
        random.nextBoolean() ? "10m" : "-1",
        "spark.indexkv.scan.columnar",
        Boolean.toString(random.nextInt(4) == 0),
        "spark.indexkv.join.mode",
        List.of("on", "on", "auto", "off").get(random.nextInt(4)),
        KeyTrust.OPTION,
        Boolean.toString(random.nextInt(4) > 0));
  }
}
