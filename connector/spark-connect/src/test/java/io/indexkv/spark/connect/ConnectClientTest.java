/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM client of Spark Connect, which has nothing of IndexKV, and a server that has its jar. */
class ConnectClientTest {
  @TempDir static Path directory;

  private static ConnectServer server;
  private static SparkSession spark;

  @BeforeAll
  static void start() throws Exception {
    server = ConnectServer.start(directory);
    spark = SparkSession.builder().remote(server.uri()).getOrCreate();
    spark.sql("create namespace kv.shop");
    spark.sql("create table kv.shop.customers (id bigint not null, name string, primary key (id))");
    spark.sql("insert into kv.shop.customers select id, concat('name ', id) from range(100)");
  }

  @AfterAll
  static void stop() throws Exception {
    if (spark != null) {
      spark.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void theClientHasNothingOfIndexKv() {
    assertThatThrownBy(() -> Class.forName("io.indexkv.Store"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void writesAndReadsAStore() {
    Dataset<Row> rows = spark.range(1000).selectExpr("id as k", "concat('v', id) as v");
    rows.write().format("indexkv").option("key", "k").save(path("written"));

    Dataset<Row> read = spark.read().format("indexkv").load(path("written"));
    assertThat(read.count()).isEqualTo(1000);
    assertThat(text(read.filter("k = 7"))).containsExactly("[7,v7]");
    assertThat(rows.exceptAll(read).isEmpty()).isTrue();
  }

  @Test
  void aJoinOnTheKeyIsALookupJoin() {
    String join =
        "select %s o.id, c.name from range(3) o join kv.shop.customers c on o.id + 5 = c.id";

    assertThat(plan(join.formatted("/*+ LOOKUP(c) */"))).contains("LookupJoin ");
    assertThat(plan(join.formatted("/*+ NO_LOOKUP(c) */"))).doesNotContain("LookupJoin ");
    assertThat(rows(join.formatted("/*+ LOOKUP(c) */")))
        .containsExactlyInAnyOrderElementsOf(rows(join.formatted("/*+ NO_LOOKUP(c) */")))
        .containsExactlyInAnyOrder("[0,name 5]", "[1,name 6]", "[2,name 7]");
  }

  @Test
  void theHintsOfADataFrame() {
    Dataset<Row> orders = spark.range(3).selectExpr("id + 5 as id");
    Dataset<Row> customers = spark.read().table("kv.shop.customers");
    orders.join(customers.hint("no_lookup"), "id").createOrReplaceTempView("without_lookups");
    orders.join(customers.hint("lookup"), "id").createOrReplaceTempView("with_lookups");

    assertThat(plan("select * from without_lookups")).doesNotContain("LookupJoin ");
    assertThat(plan("select * from with_lookups")).contains("LookupJoin ");
    assertThat(rows("select * from with_lookups")).hasSize(3);
  }

  @Test
  void statementsAndProcedures() {
    spark.sql("create table kv.shop.stock (id bigint not null, pieces int, primary key (id))");
    spark.sql("insert into kv.shop.stock values (1, 10), (2, 20), (3, 30)");
    spark.sql(
        "merge into kv.shop.stock t using (select 2L as id, 25 as pieces union all select 4L, 40) s"
            + " on t.id = s.id when matched then update set * when not matched then insert *");
    spark.sql("update kv.shop.stock set pieces = pieces + 1 where id = 1");
    spark.sql("delete from kv.shop.stock where id = 3");
    assertThat(rows("select * from kv.shop.stock order by id"))
        .containsExactly("[1,11]", "[2,25]", "[4,40]");

    spark.sql("call kv.system.compact(table => 'shop.stock')");
    spark.sql("call kv.system.rollback_to_snapshot(table => 'shop.stock', snapshot_id => 2)");
    assertThat(rows("select * from kv.shop.stock order by id"))
        .containsExactly("[1,10]", "[2,20]", "[3,30]");
  }

  @Test
  void theFunctionThatLooksUp() {
    assertThat(rows("select kv.shop.customers.lookup(id * 60).name from range(3)"))
        .containsExactlyInAnyOrder("[name 0]", "[name 60]", "[null]");
  }

  @Test
  void anErrorKeepsItsText() {
    assertThatThrownBy(
            () ->
                spark.range(2).write().format("indexkv").option("keyy", "id").save(path("refused")))
        .hasMessageContaining("keyy");
  }

  @Test
  void aStreamIntoAStore() throws Exception {
    spark.range(50).selectExpr("id as k", "id * id as v").write().parquet(path("changes"));
    spark
        .readStream()
        .schema("k bigint, v bigint")
        .parquet(path("changes"))
        .writeStream()
        .format("indexkv")
        .option("key", "k")
        .option("checkpointLocation", path("checkpoint"))
        .trigger(Trigger.AvailableNow())
        .start(path("streamed"))
        .awaitTermination();

    Dataset<Row> read = spark.read().format("indexkv").load(path("streamed"));
    assertThat(read.count()).isEqualTo(50);
    assertThat(text(read.filter("k = 7"))).containsExactly("[7,49]");
  }

  private static String plan(String query) {
    return spark.sql("explain " + query).first().getString(0);
  }

  private static List<String> rows(String query) {
    return text(spark.sql(query));
  }

  private static List<String> text(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  private static String path(String name) {
    return directory.resolve(name).toString();
  }
}
