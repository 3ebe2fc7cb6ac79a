/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Console;

/** Micro-batches of a stream are looked up like any other rows. */
@Tag("slow")
class StreamJoinTest {
  private static final Map<String, String> REQUIRE =
      Map.of("spark.indexkv.join.mode", "require", "spark.sql.shuffle.partitions", "1");

  private final SparkSession spark = LocalSpark.session();
  private final List<String> rows = Collections.synchronizedList(new ArrayList<>());

  @TempDir Path directory;

  @BeforeEach
  void writeTables() {
    store().write(spark.range(50).selectExpr("id * 2 as key", "concat('v', id) as v"), "key");
    for (int batch = 0; batch < 2; batch++) {
      spark
          .range(batch * 10, batch * 10 + 10, 1, 1)
          .write()
          .mode("append")
          .parquet(directory.resolve("facts").toString());
    }
  }

  @Test
  void aStreamJoinedWithAStoreIsLookedUp() throws Exception {
    Dataset<Row> facts = stream();
    Dataset<Row> store = store().read();

    String plan =
        run(
            facts.join(store, facts.col("id").equalTo(store.col("key")), "left_outer"),
            (batch, number) -> collect(batch));
    assertThat(plan).contains("LookupJoin");
    assertThat(rows).containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void aBatchOfAStreamJoinedWithAStoreIsLookedUp() throws Exception {
    run(
        stream(),
        (batch, number) -> {
          Dataset<Row> store = store().read();
          Dataset<Row> joined =
              batch.join(store, batch.col("id").equalTo(store.col("key")), "left_outer");
          assertThat(Queries.plan(joined).toString()).contains("LookupJoin");
          collect(joined);
        });
    assertThat(rows).containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void aStreamKeepsTheVersionThatWasLoadedWithIt() throws Exception {
    Dataset<Row> facts = stream();
    Dataset<Row> store = store().read();

    run(
        facts.join(store, facts.col("id").equalTo(store.col("key")), "left_outer"),
        (batch, number) -> {
          collect(batch);
          writeNextVersion();
        });
    assertThat(rows).containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void aStreamThatRefreshesSeesTheNewestVersionInEachMicroBatch() throws Exception {
    Dataset<Row> facts = stream();
    Dataset<Row> store =
        spark.read().format("indexkv").option("refresh", "query").load(store().toString());
    // a second read in the same micro-batch has the same version
    Dataset<Row> again = store.selectExpr("key as k", "v as w");

    String plan =
        run(
            facts
                .join(store, facts.col("id").equalTo(store.col("key")))
                .join(again, expr("id = k"))
                .selectExpr("id", "v", "w"),
            (batch, number) -> {
              writeNextVersion("late" + number);
              collect(batch);
              writeNextVersion("next" + number);
            });

    assertThat(Queries.lookups(plan)).isEqualTo(2);
    // the first micro-batch was planned before any other version, the second after the last one
    assertThat(rows)
        .contains("[0,v0,v0]", "[8,v4,v4]", "[10,next05,next05]", "[18,next09,next09]")
        .hasSize(10);
  }

  @Test
  void aBatchThatLoadsTheStoreItselfSeesTheNewestVersion() throws Exception {
    run(
        stream(),
        (batch, number) -> {
          Dataset<Row> store = store().read();
          collect(batch.join(store, batch.col("id").equalTo(store.col("key"))));
          writeNextVersion();
        });
    // the query looked up 0 to 9 in the first version, 10 to 19 in the second
    assertThat(rows)
        .containsExactlyInAnyOrder(
            "[0,0,v0]",
            "[2,2,v1]",
            "[4,4,v2]",
            "[6,6,v3]",
            "[8,8,v4]",
            "[10,10,w5]",
            "[12,12,w6]",
            "[14,14,w7]",
            "[16,16,w8]",
            "[18,18,w9]");
  }

  @Test
  void aStarOfStoresIsLookedUpFromAStream() throws Exception {
    StoreDirectory other = new StoreDirectory(directory.resolve("other"));
    other.write(spark.range(50).selectExpr("id * 3 as k", "concat('w', id) as w"), "k");
    Dataset<Row> facts = stream();
    Dataset<Row> first = store().read();
    Dataset<Row> second = other.read();

    String plan =
        run(
            facts
                .join(first, facts.col("id").equalTo(first.col("key")), "left_outer")
                .join(second, facts.col("id").equalTo(second.col("k")), "left_outer")
                .select("id", "v", "w"),
            (batch, number) -> collect(batch));

    assertThat(Queries.lookups(plan)).isEqualTo(2);
    List<String> expected = new ArrayList<>();
    for (int id = 0; id < 20; id++) {
      String v = id % 2 == 0 ? "v" + id / 2 : null;
      String w = id % 3 == 0 ? "w" + id / 3 : null;
      expected.add("[%d,%s,%s]".formatted(id, v, w));
    }
    assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
  }

  private void writeNextVersion() {
    writeNextVersion("w");
  }

  private void writeNextVersion(String prefix) {
    store()
        .write(
            spark.range(50).selectExpr("id * 2 as key", "concat('" + prefix + "', id) as v"),
            "key");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSameStoreTwiceIsLookedUpTwice(boolean rowsOfAnExchange) throws Exception {
    Dataset<Row> facts = rowsOfAnExchange ? stream().repartition(1) : stream();
    Dataset<Row> store = store().read();
    // below the projection, Spark keeps the attributes that the columns have on the other side
    Dataset<Row> next = store.selectExpr("key as next", "v as w");

    String plan =
        run(
            facts
                .join(store, facts.col("id").equalTo(store.col("key")))
                .join(next, expr("id + 2 = next and v <> w")),
            (batch, number) -> collect(batch));

    assertThat(Queries.lookups(plan)).isEqualTo(2);
    assertThat(rows).hasSize(10).contains("[4,4,v2,6,v3]");
  }

  private Dataset<Row> stream() {
    return spark
        .readStream()
        .schema("id bigint")
        .option("maxFilesPerTrigger", 1)
        .parquet(directory.resolve("facts").toString());
  }

  /** The plan of the last micro-batch. */
  private String run(Dataset<Row> query, VoidFunction2<Dataset<Row>, Long> batch) throws Exception {
    return Queries.with(
        REQUIRE,
        () -> {
          try {
            StreamingQuery stream =
                query.writeStream().foreachBatch(batch).trigger(Trigger.AvailableNow()).start();
            stream.awaitTermination();
            ByteArrayOutputStream plan = new ByteArrayOutputStream();
            Console.withOut(
                plan,
                () -> {
                  stream.explain();
                  return null;
                });
            return plan.toString(StandardCharsets.UTF_8);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private void collect(Dataset<Row> batch) {
    batch.collectAsList().forEach(row -> rows.add(row.toString()));
  }

  private List<String> expected() {
    List<String> out = new ArrayList<>();
    for (int id = 0; id < 20; id++) {
      out.add(
          id % 2 == 0 ? "[%d,%d,v%d]".formatted(id, id, id / 2) : "[%d,null,null]".formatted(id));
    }
    return out;
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
