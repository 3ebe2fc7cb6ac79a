/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.repeated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.CompactOptions;
import io.indexkv.Entry;
import io.indexkv.Store;
import io.indexkv.StoreHistory;
import io.indexkv.Version;
import io.indexkv.key.Keys;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.LookupTable;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.join.Queries;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Column;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that keep rows of equal keys. */
@Tag("slow")
class RepeatedKeysTest {
  private static final String LINES =
      "(1L, 'pen', 2), (1L, 'ink', 1), (2L, 'cup', 5), (1L, 'pen', 2), (4L, 'jug', 1)";

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  private Dataset<Row> lines(String rows) {
    return spark
        .sql("select * from values " + rows + " as t(order_id, product, pieces)")
        .repartition(3);
  }

  private DataFrameWriter<Row> writer(String rows) {
    return store().writer(lines(rows), "order_id").option("duplicates", "keep");
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("lines"));
  }

  private String table() {
    spark.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    return "indexkv.`" + store() + "`";
  }

  private Manifest newest() throws IOException {
    return new VersionLog(new LocalStorage(store().path())).latest().orElseThrow();
  }

  private static List<String> sorted(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  @Test
  void allRowsAreWrittenAndCounted() throws IOException {
    writer(LINES).save(store().toString());

    assertThat(store().read().columns()).containsExactly("order_id", "product", "pieces");
    assertThat(sorted(store().read())).isEqualTo(sorted(lines(LINES)));
    assertThat(store().read().count()).isEqualTo(5);
    Manifest manifest = newest();
    assertThat(manifest.keyColumns()).containsExactly("order_id", "_ordinal");
    assertThat(manifest.keyTypes()).containsExactly("int64", "int64");
    assertThat(manifest.summary()).containsEntry("repeated", "2").doesNotContainKey("replaced");
    assertThat(new String(manifest.encode()))
        .contains("\"requiredFeatures\":[\"duplicates\"]")
        .contains("\"duplicates\":\"keep\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select o.id, l.product from orders o join lines l on l.order_id = o.id",
        "select o.id, l.* from orders o left join lines l on l.order_id = o.id",
        "select o.id, l.product from lines l right join orders o on l.order_id <=> o.id",
        "select o.id, l.product from orders o left join lines l on l.order_id = o.id and l.pieces"
            + " > o.id",
        "select o.id from orders o where exists (select 1 from lines l where l.order_id = o.id)",
        "select o.id from orders o where not exists (select 1 from lines l where l.order_id = o.id)",
        "select o.id, exists (select 1 from lines l where l.order_id = o.id) or o.id = 3 as x"
            + " from orders o",
      })
  void joinsReadTheRowsOfEachKey(String sql) {
    views();
    Queries.Answer answer = Queries.run(sql, Map.of("spark.indexkv.join.mode", "on"));

    assertThat(answer.plan()).contains("LookupJoin lines [").contains("access=prefix");
    assertThat(answer.rows())
        .isEqualTo(Queries.run(sql.replace("lines l", "rows l"), Queries.reference()).rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select distinct order_id from lines",
        "select distinct order_id, product, pieces from lines",
        "select order_id, count(*), sum(pieces) from lines group by order_id",
        "select order_id, max(product) from lines group by order_id having count(*) > 1",
        "select count(*), count(order_id), count(distinct order_id) from lines",
        "select count(distinct order_id, product) from lines",
        "select min(order_id), max(order_id) from lines where order_id > 1",
        "select o.id from orders o left join lines l on l.order_id = o.id",
        "select distinct o.id from orders o left join lines l on l.order_id = o.id",
        "select distinct l.order_id, o.id from lines l join orders o on l.order_id = o.id",
        "select o.id, (select max(product) from lines l where l.order_id = o.id) as p from orders o",
        "select o.id, (select count(*) from lines l where l.order_id = o.id) as n from orders o",
        "select * from lines where order_id = 1",
        "select * from lines where order_id in (1, 4, 9)",
        "select product from lines where order_id = 1 and product like 'p%'",
        "select order_id from lines order by order_id limit 3",
        "select order_id from lines order by order_id desc limit 3",
        "select order_id from lines intersect select id from orders",
        "select order_id from lines intersect all select 1L from range(4)",
        "select order_id from lines except all select id from orders",
        "select a.product, b.product from lines a join lines b on a.order_id = b.order_id",
        "select a.order_id from lines a left join lines b on a.order_id = b.order_id",
        "select order_id, row_number() over (partition by order_id order by product) from lines",
        "select l.order_id from lines l where l.order_id in (select id from orders where id < 3)",
        "select id from orders where id in (select order_id from lines)",
        "select id from orders where id not in (select order_id from lines)",
      })
  void noQueryTakesTheKeyForUnique(String sql) {
    views();
    List<String> expected = Queries.run(sql.replace("lines", "rows"), Queries.reference()).rows();

    for (String mode : List.of("on", "off")) {
      for (String trust : List.of("true", "false")) {
        Queries.Answer answer =
            Queries.run(
                sql, Map.of("spark.indexkv.join.mode", mode, "spark.indexkv.trustKeys", trust));
        assertThat(answer.rows()).as(answer.plan()).isEqualTo(expected);
      }
    }
  }

  private void views() {
    writer(LINES).save(store().toString());
    store().read().createOrReplaceTempView("lines");
    lines(LINES).createOrReplaceTempView("rows");
    spark
        .sql("select * from values 1L, 2L, 3L, 1L, cast(null as bigint) as t(id)")
        .createOrReplaceTempView("orders");
  }

  @Test
  void aScalarSubqueryOfSeveralRowsFailsAsInSpark() {
    views();
    String sql = "select o.id, (select product from %s l where l.order_id = o.id) from orders o";

    for (String name : List.of("rows", "lines")) {
      assertThatThrownBy(() -> Queries.run(sql.formatted(name), Map.of()))
          .as(name)
          .isInstanceOf(Exception.class);
    }
  }

  /** Appends would have to say which row of a key they replace. */
  @Test
  void changesAreRefusedAtOnce() throws IOException {
    writer(LINES).save(store().toString());
    String table = table();
    for (String statement :
        List.of(
            "insert into " + table + " values (9L, 'x', 1)",
            "update " + table + " set pieces = 0 where order_id = 1",
            "delete from " + table + " where order_id = 1",
            "merge into "
                + table
                + " t using (select 9L as id) s on t.order_id = s.id"
                + " when matched then delete",
            "merge into "
                + table
                + " t using (select 9L as id) s on t.order_id = s.id"
                + " when not matched then insert (order_id, product, pieces) values (9, 'x', 1)")) {
      assertThatThrownBy(() -> spark.sql(statement))
          .as(statement)
          .hasStackTraceContaining("keeps rows of equal keys (duplicates=keep)")
          .hasStackTraceContaining("overwrite the store");
    }
    for (String rule : List.of("keep", "fail", "last by product")) {
      assertThatThrownBy(
              () ->
                  store()
                      .writer(lines(LINES), "order_id")
                      .option("duplicates", rule)
                      .mode("append")
                      .save(store().toString()))
          .hasMessageContaining("keeps rows of equal keys")
          .hasMessageContaining("overwrite the store");
    }
    assertThat(newest().version()).isOne();
  }

  @Test
  void aUniqueStoreKeepsEqualKeysOnlyAfterAnOverwrite() throws IOException {
    store().write(lines("(1L, 'pen', 2), (2L, 'ink', 1)"), "order_id");
    assertThatThrownBy(() -> writer(LINES).mode("append").save(store().toString()))
        .hasMessageContaining("the keys of version 1")
        .hasMessageContaining("are unique: overwrite the store");

    lines(LINES)
        .write()
        .format("indexkv")
        .option("duplicates", "keep")
        .mode("overwrite")
        .save(store().toString());
    assertThat(newest().declaredKey()).containsExactly("order_id");
    assertThat(sorted(store().read())).isEqualTo(sorted(lines(LINES)));
    assertThat(store().read(1).count()).as("an older version").isEqualTo(2);

    // without the option, an overwrite declares nothing, but keeps the key of the table
    assertThatThrownBy(
            () -> lines(LINES).write().format("indexkv").mode("overwrite").save(store().toString()))
        .hasStackTraceContaining("key 1 comes in 3 rows (column order_id)")
        .hasStackTraceContaining("'keep'");
    lines("(1L, 'pen', 2)").write().format("indexkv").mode("overwrite").save(store().toString());
    assertThat(newest().keyColumns()).containsExactly("order_id");
    assertThat(newest().repeatsKeys()).isFalse();
    assertThat(sorted(store().read())).containsExactly("[1,pen,2]");
    assertThat(sorted(store().read(2))).isEqualTo(sorted(lines(LINES)));
  }

  @Test
  void tablesAreCreatedFilledAndOverwritten() {
    spark.sql(
        "create table kv.lines (order_id bigint, product string, pieces int)"
            + " tblproperties ('key' = 'order_id', 'duplicates' = 'keep')");
    try {
      spark.sql("insert into kv.lines values " + LINES);
      assertThat(sorted(spark.table("kv.lines"))).isEqualTo(sorted(lines(LINES)));
      assertThatThrownBy(() -> spark.sql("insert into kv.lines values (9L, 'x', 1)"))
          .hasStackTraceContaining("keeps rows of equal keys");

      spark.sql("insert overwrite kv.lines values (7L, 'a', 1), (7L, 'a', 1)");
      assertThat(sorted(spark.table("kv.lines"))).containsExactly("[7,a,1]", "[7,a,1]");
      spark.sql("alter table kv.lines add columns (note string default 'new')");
      spark.sql("alter table kv.lines rename column product to article");
      assertThat(sorted(spark.table("kv.lines"))).containsExactly("[7,a,1,new]", "[7,a,1,new]");
      assertThatThrownBy(() -> spark.sql("alter table kv.lines add columns (_Ordinal int)"))
          .hasStackTraceContaining("there is a column _ordinal already");
      assertThatThrownBy(() -> spark.sql("alter table kv.lines drop column _ordinal"))
          .isInstanceOf(Exception.class);
      assertThat(sorted(spark.sql("select product from kv.lines version as of 3")))
          .containsExactly("[a]", "[a]");

      spark.sql("truncate table kv.lines");
      spark.sql("insert into kv.lines values (1L, 'b', 1, 'n'), (1L, 'b', 2, null)");
      assertThat(sorted(spark.table("kv.lines"))).containsExactly("[1,b,1,n]", "[1,b,2,null]");

      spark.sql("alter table kv.lines set tblproperties ('duplicates' = 'fail')");
      spark.sql("insert overwrite kv.lines values (1L, 'b', 1, 'n'), (2L, 'b', 2, null)");
      spark.sql("insert into kv.lines values (2L, 'c', 3, null)");
      assertThat(sorted(spark.table("kv.lines"))).containsExactly("[1,b,1,n]", "[2,c,3,null]");
      spark.sql("alter table kv.lines set tblproperties ('duplicates' = 'keep')");
      assertThatThrownBy(() -> spark.sql("insert into kv.lines values (2L, 'c', 3, null)"))
          .hasStackTraceContaining("are unique: overwrite the store");
      spark.sql("insert overwrite kv.lines select t.* from kv.lines t, range(2)");
      assertThat(sorted(spark.table("kv.lines")))
          .containsExactly("[1,b,1,n]", "[1,b,1,n]", "[2,c,3,null]", "[2,c,3,null]");
    } finally {
      spark.sql("drop table kv.lines");
    }
  }

  @Test
  void tablesAreMadeOfQueries() {
    lines(LINES).createOrReplaceTempView("rows");
    String properties = " tblproperties ('key' = 'order_id', 'duplicates' = 'keep') as ";
    spark.sql("create table kv.made" + properties + "select * from rows");
    try {
      assertThat(sorted(spark.table("kv.made"))).isEqualTo(sorted(lines(LINES)));
      assertThat(sorted(spark.sql("show tblproperties kv.made")))
          .contains("[duplicates,keep]", "[key,order_id]");
      spark.sql(
          "create or replace table kv.made" + properties + "select * from rows where order_id = 1");
      assertThat(spark.table("kv.made").count()).isEqualTo(3);
      spark.sql(
          "create or replace table kv.made (order_id bigint, x int)"
              + " tblproperties ('key' = 'order_id')");
      spark.sql("insert into kv.made values (1, 1), (1, 1)");
      assertThat(spark.table("kv.made").count()).isEqualTo(2);
    } finally {
      spark.sql("drop table kv.made");
    }
  }

  @Test
  void compactionVerificationAndRollbackKeepTheRows() throws IOException {
    writer(LINES).option("targetFileSize", "1").save(store().toString());
    StoreHistory history = StoreHistory.of(store().path());
    history.compact(CompactOptions.defaults());
    assertThat(newest().repeatsKeys()).isTrue();
    assertThat(sorted(store().read())).isEqualTo(sorted(lines(LINES)));
    assertThat(history.verify(Version.newest()).isSound()).isTrue();

    store().write(lines("(1L, 'pen', 2)"), "order_id");
    history.rollback(Version.number(1));
    assertThat(newest().repeatsKeys()).isTrue();
    assertThat(sorted(store().read())).isEqualTo(sorted(lines(LINES)));
  }

  @Test
  void plainJavaReadsTheRowsOfAKeyByAPrefix() throws IOException {
    writer(LINES).save(store().toString());

    Values<io.indexkv.value.Row> values =
        Values.row(
            Column.int64("order_id"),
            Column.string("product"),
            Column.int32("pieces"),
            Column.int64("_ordinal"));
    try (Store<List<Object>, io.indexkv.value.Row> java =
            Store.open(store().path(), Keys.composite(Keys.int64(), Keys.int64()), values);
        var entries = java.scanPrefix(1L)) {
      assertThat(entries.stream().map(Entry::key).toList())
          .containsExactly(List.of(1L, 0L), List.of(1L, 1L), List.of(1L, 2L));
      assertThat(java.get(List.of(1L, 2L))).isNotNull();
      assertThat(java.get(List.of(1L, 3L))).isNull();
    }
    assertThatThrownBy(() -> Store.open(store().path(), Keys.int64(), values))
        .hasMessageContaining("find them by scanPrefix");
    assertThatThrownBy(() -> LookupTable.load(spark, store().toString()))
        .hasMessageContaining("keeps rows of equal keys")
        .hasMessageContaining("join with the store instead");
  }

  @Test
  void whatNeedsUniqueKeysIsRefused() {
    for (String[] option :
        List.of(
            new String[] {"interval", "order_id,pieces", "needs unique keys"},
            new String[] {"key", "order_id,_ordinal", "there is no column _ordinal"})) {
      assertThatThrownBy(() -> writer(LINES).option(option[0], option[1]).save(store().toString()))
          .hasMessageContaining(option[2]);
    }
    assertThatThrownBy(
            () ->
                store()
                    .writer(lines(LINES).withColumnRenamed("pieces", "_Ordinal"), "order_id")
                    .option("duplicates", "keep")
                    .save(store().toString()))
        .hasMessageContaining("rename the column");
  }

  @Test
  void aNumberedWriteThatCameBeforeDoesNothing() throws IOException {
    for (int i = 0; i < 2; i++) {
      numbered(7).save(store().toString());
    }

    assertThat(newest().version()).isOne();
    assertThat(sorted(store().read())).isEqualTo(sorted(lines(LINES)));
    assertThat(store().dataFiles()).hasSameSizeAs(newest().files());
    assertThatThrownBy(() -> numbered(8).save(store().toString()))
        .hasMessageContaining("keeps rows of equal keys")
        .hasMessageContaining("overwrite the store");
  }

  private DataFrameWriter<Row> numbered(int version) {
    return writer(LINES).option("txnAppId", "loader").option("txnVersion", version).mode("append");
  }

  @Test
  void messagesOfStatementsNameTheKeyThatTheTableHas() {
    String create =
        "create table kv.lines (order_id bigint, product string, pieces bigint)"
            + " tblproperties ('key' = 'order_id', 'duplicates' = 'keep'%s)";
    assertThatThrownBy(() -> spark.sql(create.formatted(", 'interval' = 'order_id,pieces'")))
        .hasStackTraceContaining("property 'interval' (order_id,pieces) needs unique keys");
    spark.sql(create.formatted(""));
    try {
      assertThatThrownBy(() -> spark.sql("alter table kv.lines drop column order_id"))
          .hasStackTraceContaining("it is part of the key [order_id].");
      assertThatThrownBy(
              () -> spark.sql("alter table kv.lines replace columns (order_id bigint, x int)"))
          .hasStackTraceContaining("cannot replace all of its columns")
          .hasStackTraceContaining("their key [order_id]:");
    } finally {
      spark.sql("drop table kv.lines");
    }
  }

  @Test
  void manyRowsOfFewKeysInSeveralFiles() {
    spark
        .range(0, 30_000, 1, 5)
        .selectExpr("concat('k', id % 7) as k", "cast(id % 3 as int) as m", "id as v")
        .write()
        .format("indexkv")
        .option("key", "k,m")
        .option("duplicates", "keep")
        .option("targetFileSize", "16k")
        .save(store().toString());

    assertThat(store().dataFiles()).hasSizeGreaterThan(10);
    assertThat(sorted(store().read().groupBy("k", "m").agg(Map.of("v", "sum")).orderBy("k", "m")))
        .isEqualTo(
            sorted(
                spark
                    .range(30_000)
                    .selectExpr("concat('k', id % 7) as k", "cast(id % 3 as int) as m", "id as v")
                    .groupBy("k", "m")
                    .agg(Map.of("v", "sum"))));
    store().read().createOrReplaceTempView("many");
    String sql =
        "select count(*), sum(d.v) from (select concat('k', id) as k, int(id % 3) as m from range(3,"
            + " 5)) f join many d on d.k = f.k";
    Queries.Answer answer = Queries.run(sql, Map.of("spark.indexkv.join.mode", "on"));
    assertThat(answer.plan()).contains("access=prefix");
    assertThat(answer.rows()).isEqualTo(Queries.run(sql, Queries.reference()).rows());
    String both = sql + " and d.m = f.m";
    answer = Queries.run(both, Map.of("spark.indexkv.join.mode", "on"));
    assertThat(answer.plan()).contains("access=prefix");
    assertThat(answer.rows()).isEqualTo(Queries.run(both, Queries.reference()).rows());
  }
}
