/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.compat.HashedPartition;
import io.indexkv.spark.compat.Seqs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.plans.physical.HashPartitioning;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins with a store that is larger than the tasks of a JVM may map at once. */
@Tag("slow")
class PartitionedJoinTest {
  private static final int KEYS = 20_000;

  @TempDir static Path directory;

  private final SparkSession spark = LocalSpark.session();

  @BeforeAll
  static void writeTables() {
    SparkSession spark = LocalSpark.session();
    StoreDirectory store = new StoreDirectory(directory.resolve("store"));
    store
        .writer(spark.range(KEYS).selectExpr("id * 3 as key", "concat('value ', id) as v"), "key")
        .option("targetFileSize", "64k")
        .save(store.toString());
    store.read().createOrReplaceTempView("sliced");
    spark
        .sql(
            "select id, if(id % 9 = 0, null, id * 7919 % 70000) as k, id % 5 as a from range(0,"
                + " 3000, 1, 3)")
        .write()
        .parquet(directory.resolve("facts").toString());
    spark.read().parquet(directory.resolve("facts").toString()).createOrReplaceTempView("asking");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select f.*, d.v from asking f join sliced d on f.k = d.key",
        "select f.*, d.v from asking f left join sliced d on f.k = d.key and d.key % 2 = f.a % 2",
        "select f.*, d.v from sliced d right join asking f on f.k = d.key",
        "select f.* from asking f left semi join sliced d on f.k = d.key",
        "select f.* from asking f left anti join sliced d on f.k = d.key",
        "select f.* from asking f where a = 1 or k in (select key from sliced where v like '%7')",
        "select f.id, d.v, e.v from asking f join sliced d on f.k = d.key left join sliced e on f.id"
            + " = e.key",
        "select a, count(v), count(*) from asking f left join sliced d on f.k = d.key group by a",
      })
  void aStoreOfFourTimesTheBudgetIsJoinedInBothWays(String sql) {
    String budget = Long.toString(bytes() / 4);
    List<String> expected = Queries.run(sql, Queries.reference()).rows();
    for (String adaptive : List.of("true", "false")) {
      for (String routing : List.of("auto", "replicated")) {
        Queries.Answer answer =
            Queries.run(
                sql,
                Map.of(
                    "spark.indexkv.join.mode", "require",
                    "spark.indexkv.join.routing", routing,
                    "spark.indexkv.join.cacheBudget", budget,
                    "spark.sql.adaptive.enabled", adaptive));

        assertThat(answer.rows()).as(answer.plan()).isEqualTo(expected);
        assertThat(answer.plan().contains("slices=")).isEqualTo(routing.equals("auto"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTaskAsksForTheKeysOfOneSlice(boolean adaptive) {
    Map<String, String> settings =
        Map.of(
            "spark.indexkv.join.cacheBudget", Long.toString(bytes() / 4),
            "spark.sql.adaptive.enabled", Boolean.toString(adaptive));
    String sql =
        "select min(key) as low, max(key) as high from (select spark_partition_id() as p, d.key from"
            + " asking f join sliced d on f.k = d.key) group by p";
    List<long[]> ranges = new ArrayList<>();
    Queries.with(settings, () -> spark.sql(sql).collectAsList())
        .forEach(row -> ranges.add(new long[] {row.getLong(0), row.getLong(1)}));
    ranges.sort((a, b) -> Long.compare(a[0], b[0]));

    assertThat(ranges).hasSizeGreaterThanOrEqualTo(4);
    for (int i = 1; i < ranges.size(); i++) {
      assertThat(ranges.get(i)[0]).isGreaterThan(ranges.get(i - 1)[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select f.id, d.v from (select * from asking where id < 60) f left join sliced d"
            + " on d.key between f.k and f.k + 9",
        "select f.id, (select max_by(d.v, d.key) from sliced d where d.key <= f.k) as v from asking f"
            + " where id < 60",
      })
  void aRunOfEntriesIsNotReadFromSlices(String sql) {
    Map<String, String> settings = new HashMap<>(Map.of("spark.indexkv.join.mode", "on"));
    assertThat(plan(sql, settings)).contains("access=");

    settings.put("spark.indexkv.join.cacheBudget", Long.toString(bytes() / 4));

    assertThat(plan(sql, settings)).doesNotContain("access=");
  }

  @Test
  void aSliceNumberIsSentToTheSlicesPartition() {
    for (int count : new int[] {1, 2, 7, 200}) {
      int[] numbers = HashedPartition.numbers(count);
      for (int slice = 0; slice < count; slice++) {
        Expression number = Literal$.MODULE$.apply(numbers[slice]);
        HashPartitioning partitioning = new HashPartitioning(Seqs.of(List.of(number)), count);
        assertThat(partitioning.partitionIdExpression().eval(null)).isEqualTo(slice);
      }
    }
  }

  @Test
  void aStoreWithinTheBudgetStaysReplicated() {
    String sql = "select f.id, d.v from asking f join sliced d on f.k = d.key";

    assertThat(plan(sql, Map.of())).doesNotContain("slices=", "Exchange");
    assertThat(plan(sql, Map.of("spark.indexkv.join.cacheBudget", "1g")))
        .doesNotContain("slices=", "Exchange");
    assertThat(plan(sql, Map.of("spark.indexkv.join.routing", "partitioned")))
        .contains("Exchange hashpartitioning(slice(k#", "slices=");
  }

  @Test
  void refusesWhatIsNoRoutingAndNoBudget() {
    String sql = "select f.id, d.v from asking f join sliced d on f.k = d.key";

    assertThatThrownBy(() -> plan(sql, Map.of("spark.indexkv.join.routing", "both")))
        .hasMessage(
            "spark.indexkv.join.routing is 'both', expected one of auto, replicated, partitioned");
    assertThatThrownBy(() -> plan(sql, Map.of("spark.indexkv.join.cacheBudget", "much")))
        .hasMessageContaining("spark.indexkv.join.cacheBudget is 'much', expected a number");
  }

  private static String plan(String sql, Map<String, String> settings) {
    return Queries.run(sql, new HashMap<>(settings)).plan();
  }

  private static long bytes() {
    Path data = directory.resolve("store/data");
    return StoreDirectory.files(data).stream()
        .mapToLong(f -> data.resolve(f).toFile().length())
        .sum();
  }
}
