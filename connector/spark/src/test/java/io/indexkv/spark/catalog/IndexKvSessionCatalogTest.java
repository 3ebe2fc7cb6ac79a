/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables USING indexkv in Spark's own catalog, with the extension of that catalog. */
@Tag("versions")
class IndexKvSessionCatalogTest extends CatalogCase {
  IndexKvSessionCatalogTest() {
    super(LocalSpark.session().newSession());
  }

  @TempDir Path directory;

  @BeforeEach
  void extend() {
    spark.conf().set("spark.sql.catalog.spark_catalog", IndexKvSessionCatalog.class.getName());
    SparkSession.setActiveSession(spark);
    sql("create database if not exists ext");
  }

  @AfterEach
  void drop() {
    sql("drop database if exists ext cascade");
    SparkSession.setActiveSession(LocalSpark.session());
  }

  @Test
  void aTableIsCreatedFilledReadAndDropped() {
    sql("create table ext.t (k bigint, v string) using indexkv tblproperties ('key' = 'k')");

    assertThat(rows("select * from ext.t")).isEmpty();
    sql("insert into ext.t values (1, 'one'), (2, 'two')");
    sql("insert into ext.t values (2, 'zwei')");
    assertThat(rows("select * from ext.t order by k")).containsExactly("[1,one]", "[2,zwei]");
    assertThat(rows("select v from ext.t version as of 2 where k = 2")).containsExactly("[two]");
    assertThat(rows("explain select * from range(3) r join ext.t on r.id = t.k").get(0))
        .contains("LookupJoin");
    sql("truncate table ext.t");
    assertThat(rows("select * from ext.t")).isEmpty();

    Path place = place("ext.t");
    sql("drop table ext.t");
    assertThat(place).doesNotExist();
    sql("create table ext.t (k bigint) using indexkv tblproperties ('key' = 'k')");
  }

  @Test
  void aTableHasMetadataTablesAndProcedures() {
    sql("create table ext.t (k bigint, v string) using indexkv tblproperties ('key' = 'k')");
    sql("insert into ext.t values (1, 'one')");

    assertThat(rows("select snapshot_id from ext.t.history")).containsExactly("[1]", "[2]");
    assertThat(rows("select sum(record_count) from spark_catalog.ext.t.files"))
        .containsExactly("[1]");
    assertThatThrownBy(() -> rows("select * from ext.nothing.history"))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    sql("create table ext.p (k bigint) using parquet");
    assertThatThrownBy(() -> rows("select * from ext.p.history"))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    if (!spark.version().startsWith("3.")) {
      assertThat(rows("call spark_catalog.system.create_tag('ext.t', 'x')"))
          .containsExactly("[x,2]");
      assertThatThrownBy(() -> rows("call spark_catalog.system.verify('ext.p')"))
          .hasMessageContaining("no store of IndexKV");
    }
  }

  @Test
  void aTableIsAltered() {
    sql("create table ext.a (k bigint, v string) using indexkv tblproperties ('key' = 'k')");
    sql("insert into ext.a values (1, 'one')");

    sql("alter table ext.a add column d int default 5");
    sql("alter table ext.a rename column v to word");
    sql("insert into ext.a values (2, 'two', default)");

    assertThat(rows("select k, word, d from ext.a order by k"))
        .containsExactly("[1,one,5]", "[2,two,5]");
  }

  @Test
  void rowsAreMergedUpdatedAndDeleted() {
    sql(
        "create table ext.t (k bigint, v string not null) using indexkv tblproperties ('key' = 'k')");
    sql("insert into ext.t values (1, 'one'), (2, 'two'), (3, 'three')");
    sql(
        "merge into ext.t t using (select * from values (1L, 'gone'), (4L, 'four') as s(k, v)) s"
            + " on t.k = s.k when matched then delete when not matched then insert *");
    sql("update ext.t set k = k + 10, v = 'zwei' where k = 2");
    sql("delete from ext.t where v = 'three'");

    assertThat(rows("select * from ext.t order by k")).containsExactly("[4,four]", "[12,zwei]");
    assertThat(rows("select k, _version from ext.t where _file is not null and k = 4"))
        .containsExactly("[4,5]");
    assertThat(spark.table("ext.t").schema().apply("v").nullable()).isFalse();
    sql("alter table ext.t rename to ext.u");
    assertThat(rows("select v from ext.u where k = 4")).containsExactly("[four]");
  }

  @Test
  void aPrimaryKeyIsTheKey() {
    assumeTrue(
        !spark.version().startsWith("3.") && !spark.version().startsWith("4.0"),
        "this Spark has no PRIMARY KEY");
    sql("create table ext.t (v string, k bigint, primary key (k)) using indexkv");
    sql("insert into ext.t values ('one', 1), ('two', 2)");
    sql("insert into ext.t values ('zwei', 2)");

    assertThat(rows("select * from ext.t order by k")).containsExactly("[one,1]", "[zwei,2]");
    assertThat(rows("show tblproperties ext.t")).contains("[key,k]");
    assertThat(rows("describe extended ext.t").toString()).contains("PRIMARY KEY (k)");
  }

  @Test
  void saveModesOfATable() throws Exception {
    DataFrameWriter<Row> writer =
        spark.range(2).selectExpr("id as k").write().format("indexkv").option("key", "k");
    writer.mode("errorifexists").saveAsTable("ext.t");
    assertThatThrownBy(() -> writer.mode("errorifexists").saveAsTable("ext.t"))
        .hasMessageContaining("already exists");
    writer.mode("ignore").saveAsTable("ext.t");
    assertThat(rows("select count(*) from ext.t.history")).containsExactly("[1]");

    spark.range(5, 6).selectExpr("id as k", "7 as n").writeTo("ext.t").using("indexkv").replace();
    spark.range(6, 7).selectExpr("id as k", "8 as n").writeTo("ext.t").append();
    assertThat(rows("select * from ext.t order by k")).containsExactly("[5,7]", "[6,8]");
  }

  @Test
  void aTableFromAQueryIsAtomic() {
    String create =
        "create table ext.t using indexkv tblproperties ('key' = 'k') as select %s from range(9)";
    assertThatThrownBy(() -> sql(create.formatted("id % 3 as k")))
        .hasStackTraceContaining("Nothing was published");
    assertThat(rows("show tables in ext")).isEmpty();

    sql(create.formatted("id as k, 'a' as v"));
    sql("create or replace table ext.t using indexkv as select k + 1 as k, 'b' as v from ext.t");

    assertThat(rows("select min(k), max(k), max(v) from ext.t")).containsExactly("[1,9,b]");
    assertThat(rows("select count(*), max(v) from ext.t version as of 1")).containsExactly("[9,a]");
    assertThat(rows("show tblproperties ext.t")).contains("[key,k]");
  }

  @Test
  void dataFramesAreSavedWithTheirKey() {
    spark
        .range(3)
        .selectExpr("id as k", "'v' as v")
        .write()
        .format("indexkv")
        .option("key", "k")
        .saveAsTable("ext.t");
    spark
        .range(3, 5)
        .selectExpr("id as k", "'w' as v")
        .write()
        .format("indexkv")
        .mode("append")
        .saveAsTable("ext.t");
    assertThat(rows("select count(*) from ext.t")).containsExactly("[5]");

    spark
        .range(1)
        .selectExpr("id as k", "'x' as v")
        .write()
        .format("indexkv")
        .mode("overwrite")
        .saveAsTable("ext.t");

    assertThat(rows("select * from ext.t")).containsExactly("[0,x]");
    assertThat(rows("show tblproperties ext.t")).contains("[key,k]");
  }

  @Test
  void aStoreGetsANameAndKeepsItsPlace() {
    StoreDirectory store = new StoreDirectory(directory.resolve("store"));
    store.write(spark.range(2).selectExpr("id", "concat('v', id) as v"), "id");

    sql("create table ext.t using indexkv location '" + store + "'");
    assertThat(rows("select * from ext.t where id = 1")).containsExactly("[1,v1]");
    assertThatThrownBy(
            () ->
                sql(
                    "create table ext.u (k int) using indexkv tblproperties ('key' = 'k') location '"
                        + store
                        + "'"))
        .hasMessageContaining("there is a store at");
    sql("drop table ext.t");

    assertThat(store.read().count()).isEqualTo(2);
  }

  @Test
  void eachListedNameIsATableAndEachTableIsListed() {
    sql("create table ext.t (k bigint) using indexkv tblproperties ('key' = 'k')");
    sql("create table ext.p (k bigint) using parquet");
    sql("create view ext.w as select k from ext.p");
    sql("create table ext.u using indexkv tblproperties ('key' = 'k') as select 1 as k");
    sql("drop table ext.u");

    List<String> listed =
        spark.sql("show tables in ext").collectAsList().stream()
            .map(row -> row.getString(1))
            .toList();
    assertThat(listed).containsExactlyInAnyOrder("t", "p", "w");
    for (String name : listed) {
      assertThat(spark.table("ext." + name).count()).isZero();
    }
    assertThat(spark.sql("show table extended in ext like '*'").collectAsList())
        .extracting(row -> row.getString(1))
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void tablesOfOthersAreAsEver() {
    sql("create table ext.p (a int, b string) using parquet");
    sql("insert into ext.p values (1, 'x')");
    sql("create table ext.q using parquet as select * from ext.p");
    sql("create view ext.w as select a from ext.p");
    sql("alter table ext.q rename to ext.r");
    spark.range(2).write().format("parquet").saveAsTable("ext.s");

    assertThat(rows("select * from ext.r")).containsExactly("[1,x]");
    assertThat(rows("select * from ext.w")).containsExactly("[1]");
    assertThat(rows("show views in ext")).containsExactly("[ext,w,false]");
    sql("create view if not exists ext.w as select b from ext.p");
    sql("create table if not exists ext.p (other int) using parquet");
    assertThat(rows("select * from ext.w")).containsExactly("[1]");
    assertThat(spark.table("ext.p").columns()).containsExactly("a", "b");
    assertThat(rows("show tables in ext"))
        .containsExactlyInAnyOrder(
            "[ext,p,false]", "[ext,r,false]", "[ext,s,false]", "[ext,w,false]");
    assertThatThrownBy(() -> sql("select * from ext.p version as of 1"))
        .hasMessageContaining("ext");
    assertThatThrownBy(
            () ->
                sql(
                    "create or replace table ext.p using indexkv tblproperties ('key' = 'k') as select 1 as k"))
        .hasMessageContaining("drop it first");
    sql("drop table ext.s");
    sql("create table ext.s (x int) using parquet");
  }
}
