/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of the catalog, as a user of SQL and of DataFrames meets them. */
@Tag("versions")
@Tag("few")
class IndexKvCatalogTest extends CatalogCase {
  IndexKvCatalogTest() {
    super(LocalSpark.session());
  }

  @TempDir Path directory;

  @BeforeEach
  void createNamespace() {
    sql("create namespace kv.ref");
  }

  @AfterEach
  void dropNamespace() {
    sql("drop namespace if exists kv.ref cascade");
  }

  @Test
  void aTableIsCreatedFilledAndRead() {
    sql(
        "create table kv.ref.airports (iata string, city string, elevation int) tblproperties ('key' = 'iata')");

    assertThat(rows("select * from kv.ref.airports")).isEmpty();
    sql("insert into kv.ref.airports values ('OSL', 'Oslo', 208), ('BGO', 'Bergen', 50)");
    sql("insert into kv.ref.airports values ('OSL', 'Gardermoen', 681)");

    assertThat(rows("select * from kv.ref.airports"))
        .containsExactlyInAnyOrder("[BGO,Bergen,50]", "[OSL,Gardermoen,681]");
    assertThat(rows("select * from kv.ref.airports version as of 2 where iata = 'OSL'"))
        .containsExactly("[OSL,Oslo,208]");
    assertThat(rows("select count(*) from kv.ref.airports version as of 1")).containsExactly("[0]");
  }

  @Test
  void aJoinWithATableIsALookup() {
    sql(
        "create table kv.ref.t tblproperties ('primary-key' = 'k') as select id as k, id * 2 as v from range(100)");

    String plan =
        rows("explain select r.id, t.v from range(7) r left join kv.ref.t t on r.id = t.k").get(0);

    assertThat(plan).contains("LookupJoin");
    assertThat(rows("select sum(t.v) from range(7) r left join kv.ref.t t on r.id = t.k"))
        .containsExactly("[42]");
  }

  @Test
  void aTableFromAQueryHasItsKeyNotNull() {
    sql(
        "create table kv.ref.t tblproperties ('key' = 'k') as select id as k, 'v' || id as v from range(3)");

    assertThat(spark.table("kv.ref.t").schema().apply("k").nullable()).isFalse();
    assertThat(spark.table("kv.ref.t").schema().apply("v").nullable()).isTrue();
    assertThatThrownBy(
            () -> sql("create table kv.ref.t tblproperties ('key' = 'k') as select 1 as k"))
        .hasMessageContaining("already exists");
    sql("create table if not exists kv.ref.t tblproperties ('key' = 'k') as select 1 as k");
    assertThat(rows("select count(*) from kv.ref.t")).containsExactly("[3]");
  }

  @Test
  void aFailedCreateLeavesNothingAndCanBeRepeated() {
    String create = "create table kv.ref.t tblproperties ('key' = 'k') as select %s from range(9)";

    assertThatThrownBy(() -> sql(create.formatted("id % 3 as k"))).hasStackTraceContaining("key");
    assertThatThrownBy(() -> sql(create.formatted("cast(raise_error('stop') as string) as k")))
        .hasStackTraceContaining("stop");

    assertThat(rows("show tables in kv.ref")).isEmpty();
    sql(create.formatted("id as k"));
    assertThat(rows("select count(*) from kv.ref.t")).containsExactly("[9]");
  }

  @Test
  void replaceKeepsHistoryKeyAndProperties() {
    sql(
        "create table kv.ref.t tblproperties ('key' = 'k', 'codec' = 'zstd', 'team.owner' = 'sales') as select 1 as k, 'a' as v");

    sql("create or replace table kv.ref.t as select k + 1 as k, v, 7L as more from kv.ref.t");

    assertThat(rows("select * from kv.ref.t")).containsExactly("[2,a,7]");
    assertThat(rows("select * from kv.ref.t version as of 1")).containsExactly("[1,a]");
    assertThat(rows("show tblproperties kv.ref.t"))
        .contains("[codec,zstd]", "[key,k]", "[team.owner,sales]");
    sql("replace table kv.ref.t (other string, x int) tblproperties ('key' = 'other')");
    assertThat(rows("select * from kv.ref.t")).isEmpty();
    assertThat(spark.table("kv.ref.t").schema().fieldNames()).containsExactly("other", "x");
  }

  @Test
  void aFailedReplaceLeavesTheTable() {
    sql("create table kv.ref.t tblproperties ('key' = 'k') as select id as k from range(3)");

    assertThatThrownBy(
            () -> sql("create or replace table kv.ref.t as select id % 2 as k from range(9)"))
        .hasStackTraceContaining("Nothing was published");

    assertThat(rows("select k from kv.ref.t order by k")).containsExactly("[0]", "[1]", "[2]");
  }

  @Test
  void dataFramesCreateReplaceAndAppend() throws Exception {
    spark
        .range(3)
        .selectExpr("id as k", "'v' as v")
        .writeTo("kv.ref.t")
        .tableProperty("key", "k")
        .create();
    spark.range(3, 5).selectExpr("id as k", "'w' as v").writeTo("kv.ref.t").append();
    assertThat(rows("select count(*) from kv.ref.t")).containsExactly("[5]");

    spark
        .range(1)
        .selectExpr("id as k", "'x' as v")
        .write()
        .mode("overwrite")
        .saveAsTable("kv.ref.t");
    assertThat(rows("select * from kv.ref.t")).containsExactly("[0,x]");
    assertThat(rows("show tblproperties kv.ref.t")).contains("[key,k]");

    spark
        .range(2)
        .selectExpr("id as a", "id as b")
        .write()
        .option("key", "b")
        .saveAsTable("kv.ref.u");
    assertThat(rows("show tblproperties kv.ref.u")).contains("[key,b]");
    spark
        .range(2, 4)
        .selectExpr("id as a", "id as b")
        .write()
        .mode("append")
        .saveAsTable("kv.ref.u");
    assertThat(rows("select count(*) from kv.ref.u")).containsExactly("[4]");
  }

  @Test
  void insertOverwriteAndTruncateLeaveHistory() {
    sql(
        "create table kv.ref.t tblproperties ('key' = 'k') as select id as k, 'v' as v from range(3)");

    sql("insert overwrite kv.ref.t select * from kv.ref.t where k > 1");
    assertThat(rows("select k from kv.ref.t")).containsExactly("[2]");
    sql("insert overwrite kv.ref.t select * from kv.ref.t where false");
    assertThat(rows("select k from kv.ref.t")).isEmpty();
    sql("insert into kv.ref.t values (5, 'five')");
    sql("truncate table kv.ref.t");

    assertThat(rows("select k from kv.ref.t")).isEmpty();
    assertThat(rows("select k from kv.ref.t version as of 4")).containsExactly("[5]");
    assertThat(rows("select count(*) from kv.ref.t version as of 1")).containsExactly("[3]");
  }

  @Test
  void aCompositeKeyAndCompositeNames() {
    sql(
        "create table kv.ref.`a.b` (x int, `y,z` string, v double) tblproperties ('key' = '`y,z`, x')");
    sql("insert into kv.ref.`a.b` values (1, 'one', 1.0)");

    assertThat(rows("select * from kv.ref.`a.b` where `y,z` = 'one' and x = 1"))
        .containsExactly("[1,one,1.0]");
    assertThat(rows("show tblproperties kv.ref.`a.b`")).contains("[key,`y,z`,x]");
    assertThat(rows("show tables in kv.ref")).containsExactly("[ref,a.b,false]");
  }

  @Test
  void eachListedNameIsATableAndEachTableIsListed() throws IOException {
    for (String name : List.of("t", "`a.b`", "T2")) {
      sql("create table kv.ref.%s (k int) tblproperties ('key' = 'k')".formatted(name));
    }
    Files.createDirectories(place("kv.ref.t").resolveSibling("no_store"));
    sql("drop table kv.ref.T2");
    sql("alter table kv.ref.t rename to ref.u");

    List<String> listed =
        spark.sql("show tables in kv.ref").collectAsList().stream()
            .map(row -> row.getString(1))
            .toList();
    assertThat(listed).containsExactlyInAnyOrder("u", "a.b");
    for (String name : listed) {
      assertThat(spark.table("kv.ref.`%s`".formatted(name)).count()).isZero();
    }
    if (!spark.version().startsWith("3.")) {
      // it lists the temporary views of other tests, too, which are in no namespace
      assertThat(
              spark
                  .sql("show table extended in kv.ref like '*'")
                  .where("namespace <> ''")
                  .collectAsList())
          .extracting(row -> row.getString(1))
          .containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  @Test
  void whatShowCreateTablePrintsMakesTheSameTable() {
    sql(
        "create table kv.ref.t (id bigint comment 'the id', v decimal(9,2), c char(4), n int not null)"
            + " comment 'some things' tblproperties ('key' = 'id', 'blockSize' = '8k')");
    String create = spark.sql("show create table kv.ref.t").first().getString(0);
    assertThat(create).contains("'key' = 'id'").contains("COMMENT 'some things'");
    List<String> described = rows("describe table kv.ref.t");

    sql("drop table kv.ref.t");
    sql(create.replaceAll("LOCATION '[^']*'", ""));

    assertThat(rows("describe table kv.ref.t")).isEqualTo(described);
    assertThat(described).contains("[id,bigint,the id]", "[c,char(4),null]");
    assertThat(rows("show tblproperties kv.ref.t")).contains("[key,id]", "[blockSize,8k]");
    assertThatThrownBy(() -> sql("insert into kv.ref.t values (1, 1.0, 'a', null)"))
        .hasStackTraceContaining("n");
  }

  @Test
  void theCollationOfAllStringsIsNone() {
    assumeFalse(spark.version().startsWith("3."), "Spark 3 has no collations");
    sql(
        "create table kv.ref.t (k string collate utf8_binary, a array<string collate utf8_binary>)"
            + " tblproperties ('key' = 'k')");
    sql("alter table kv.ref.t add column v map<string collate utf8_binary, int>");
    sql("insert into kv.ref.t values ('x', array('y'), map('z', 1))");

    assertThat(rows("describe kv.ref.t"))
        .containsExactly("[k,string,null]", "[a,array<string>,null]", "[v,map<string,int>,null]");
    assertThat(rows("select k, a[0], v['z'] from kv.ref.t")).containsExactly("[x,y,1]");
    assertThatThrownBy(
            () ->
                sql(
                    "create table kv.ref.u (k string, v string collate utf8_lcase)"
                        + " tblproperties ('key' = 'k')"))
        .hasMessageContaining("column v");
  }

  @Test
  void describeExtendedNamesPlaceAndOwner() {
    sql("create table kv.ref.t (k int) comment 'numbers' tblproperties ('key' = 'k')");

    String all = String.join("\n", rows("describe extended kv.ref.t"));

    assertThat(all)
        .contains("[k,int,")
        .contains("Location")
        .contains("indexkv")
        .contains("numbers");
  }

  @Test
  void theWarehouseDropsWhatItHas() throws IOException {
    sql("create table kv.ref.t tblproperties ('key' = 'k') as select 1 as k");
    Path place = place("kv.ref.t");
    Files.writeString(place.resolve("notes.txt"), "not ours");

    sql("drop table kv.ref.t");

    assertThat(StoreDirectory.files(place)).containsExactly("notes.txt");
    assertThat(rows("show tables in kv.ref")).isEmpty();
    assertThatThrownBy(() -> sql("drop namespace kv.ref cascade"))
        .hasMessageContaining("files that IndexKV did not write");
    Files.delete(place.resolve("notes.txt"));
    sql("create table kv.ref.t tblproperties ('key' = 'k') as select 2 as k");
    assertThat(rows("select * from kv.ref.t")).containsExactly("[2]");
    sql("drop table kv.ref.t purge");
    sql("drop table if exists kv.ref.t");
    assertThatThrownBy(() -> sql("drop table kv.ref.t")).hasMessageContaining("kv");
    assertThatThrownBy(() -> sql("select * from kv.ref.t"))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
  }

  @Test
  void aTableWithALocationKeepsItsStoreWhenItIsDropped() {
    Path place = directory.resolve("place");
    sql("create table kv.ref.t (k int) tblproperties ('key' = 'k') location '" + place + "'");
    sql("insert into kv.ref.t values (1)");

    assertThat(rows("show tables in kv.ref")).containsExactly("[ref,t,false]");
    assertThat(rows("select * from indexkv.`" + place + "`")).containsExactly("[1]");
    sql("drop table kv.ref.t");

    assertThat(rows("select * from indexkv.`" + place + "`")).containsExactly("[1]");
    assertThat(rows("show tables in kv.ref")).isEmpty();
    assertThatThrownBy(
            () ->
                sql(
                    "create table kv.ref.t (k int) tblproperties ('key' = 'k') location '"
                        + place
                        + "'"))
        .hasMessageContaining("has a store already");
  }

  @Test
  void purgeDeletesTheStoreAtALocation() {
    Path place = directory.resolve("place");
    sql(
        "create table kv.ref.t tblproperties ('key' = 'k') location '"
            + place
            + "' as select 1 as k");

    assertThat(rows("select * from kv.ref.t")).containsExactly("[1]");
    sql("drop table kv.ref.t purge");

    assertThat(place).doesNotExist();
  }

  @Test
  void tablesAreRenamed() {
    sql("create table kv.ref.t tblproperties ('key' = 'k') as select 1 as k");
    sql("create namespace kv.ref.inner");

    sql("alter table kv.ref.t rename to ref.inner.u");

    assertThat(rows("select * from kv.ref.inner.u")).containsExactly("[1]");
    assertThat(rows("show tables in kv.ref")).isEmpty();
    assertThat(rows("show namespaces in kv.ref")).containsExactly("[ref.inner]");
    assertThatThrownBy(() -> sql("drop namespace kv.ref")).hasMessageContaining("ref");
  }

  @Test
  void namespacesHaveProperties() {
    sql("create namespace kv.ref.n comment 'reference' with dbproperties ('a' = 'b')");
    sql("alter namespace kv.ref.n set dbproperties ('a' = 'c')");

    assertThat(String.join("", rows("describe namespace extended kv.ref.n")))
        .contains("reference")
        .contains("(a,c)");
    assertThatThrownBy(() -> sql("create namespace kv.ref.n"))
        .hasMessageContaining("already exists");
    assertThatThrownBy(() -> sql("create table kv.nowhere.t (k int) tblproperties ('key' = 'k')"))
        .hasMessageContaining("nowhere");
  }

  @Test
  void aDamagedTableDoesNotHideTheOthers() throws IOException {
    sql("create table kv.ref.t tblproperties ('key' = 'k') as select 1 as k");
    sql("create table kv.ref.u tblproperties ('key' = 'k') as select 1 as k");
    Path place = place("kv.ref.t");
    try (var manifests = Files.list(place.resolve("_indexkv"))) {
      for (Path manifest : manifests.toList()) {
        if (Files.isRegularFile(manifest)) {
          Files.writeString(manifest, "broken");
        }
      }
    }

    assertThat(rows("show tables in kv.ref")).containsExactly("[ref,t,false]", "[ref,u,false]");
  }

  @Test
  void mistakesAreNamed() {
    String create = "create table kv.ref.t (k int, v string) ";
    assertThatThrownBy(() -> sql(create)).hasMessageContaining("option 'key' is missing");
    assertThatThrownBy(() -> sql(create + "tblproperties ('key' = 'x')"))
        .hasMessageContaining("there is no column x, the columns are k, v");
    assertThatThrownBy(() -> sql(create + "tblproperties ('key' = 'k', 'primary-key' = 'v')"))
        .hasMessageContaining("name the key in two ways");
    assertThatThrownBy(() -> sql(create + "tblproperties ('key' = 'k', 'codek' = 'lz4')"))
        .hasMessageContaining("did you mean 'codec'?");
    assertThatThrownBy(() -> sql(create + "tblproperties ('key' = 'k', 'codec' = 'lz5')"))
        .hasMessageContaining("lz5");
    assertThatThrownBy(() -> sql(create + "using orc tblproperties ('key' = 'k')"))
        .hasMessageContaining("tables of indexkv only");
    assertThatThrownBy(() -> sql(create + "partitioned by (v) tblproperties ('key' = 'k')"))
        .hasMessageContaining("divided by ranges of its key");
    assertThatThrownBy(() -> sql("create table kv.ref.`_x` (k int) tblproperties ('key' = 'k')"))
        .hasMessageContaining("cannot be the name of a directory");
    assertThatThrownBy(
            () -> sql("create table kv.ref.t (k int, m map<int,int>) tblproperties ('key' = 'm')"))
        .hasMessageContaining("m");
    assertThat(rows("show tables in kv.ref")).isEmpty();
  }

  @Test
  void settingsOfTheCatalogKeepTheirCase() {
    Path place = directory.resolve("Ware House");
    spark.conf().set("spark.sql.catalog.kv_Case", IndexKvCatalog.class.getName());
    spark.conf().set("spark.sql.catalog.kv_Case.WareHouse", place.toString());
    sql("create namespace kv_Case.N");
    sql("create table kv_Case.N.T (K int) tblproperties ('key' = 'K', 'team.Owner' = 'Maps')");

    assertThat(place.resolve("N").resolve("T")).isDirectory();
    assertThat(rows("show tblproperties kv_Case.N.T")).contains("[key,K]", "[team.Owner,Maps]");
  }

  @Test
  void typesThatNoRowHasAreRefusedWhenTheTableIsMade() {
    List<String> types = new ArrayList<>(List.of("interval", "void"));
    if (!spark.version().startsWith("3.")) {
      types.addAll(List.of("variant", "string collate unicode_ci", "map<string, array<variant>>"));
    }
    for (String type : types) {
      assertThatThrownBy(
              () ->
                  sql(
                      "create table kv.ref.t (k int, v %s) tblproperties ('key' = 'k')"
                          .formatted(type)))
          .as(type)
          .hasMessageMatching("(?s).*(\\bv\\b|INTERVAL|VOID).*");
      assertThat(rows("show tables in kv.ref")).isEmpty();
    }
  }

  @Test
  void saveModesOfATable() throws Exception {
    DataFrameWriter<Row> writer =
        spark.range(2).selectExpr("id as k").write().format("indexkv").option("key", "k");
    writer.mode("errorifexists").saveAsTable("kv.ref.t");
    assertThatThrownBy(() -> writer.mode("errorifexists").saveAsTable("kv.ref.t"))
        .hasMessageContaining("already exists");
    writer.mode("ignore").saveAsTable("kv.ref.t");

    assertThat(rows("select count(*) from kv.ref.t.history")).containsExactly("[1]");
  }

  @Test
  void dataFramesOfTheSecondWriter() throws Exception {
    Dataset<Row> rows = spark.range(2).selectExpr("id as k", "'v' as v");
    rows.writeTo("kv.ref.t").tableProperty("key", "k").createOrReplace();
    spark.range(5, 6).selectExpr("id as k", "7 as n").writeTo("kv.ref.t").replace();
    assertThat(rows("select * from kv.ref.t")).containsExactly("[5,7]");
    spark.range(6, 7).selectExpr("id as k", "8 as n").writeTo("kv.ref.t").append();
    spark.range(9, 10).selectExpr("id as k", "9 as n").writeTo("kv.ref.t").overwrite(lit(true));
    assertThat(rows("select * from kv.ref.t")).containsExactly("[9,9]");
    rows.writeTo("kv.ref.t").createOrReplace();

    assertThat(rows("select * from kv.ref.t order by k")).containsExactly("[0,v]", "[1,v]");
    assertThat(rows("show tblproperties kv.ref.t")).contains("[key,k]");
    assertThat(rows("select * from kv.ref.t version as of 1")).hasSize(2);
  }

  @Test
  void settingsOfTheCatalogAreChecked() {
    spark.conf().set("spark.sql.catalog.kv_none", IndexKvCatalog.class.getName());
    assertThatThrownBy(() -> sql("show namespaces in kv_none"))
        .hasStackTraceContaining("'spark.sql.catalog.kv_none.warehouse' is missing");
    spark.conf().set("spark.sql.catalog.kv_odd", IndexKvCatalog.class.getName());
    spark.conf().set("spark.sql.catalog.kv_odd.warehuose", directory.toString());
    assertThatThrownBy(() -> sql("show namespaces in kv_odd"))
        .hasStackTraceContaining("'spark.sql.catalog.kv_odd.warehuose' is unknown");
  }
}
