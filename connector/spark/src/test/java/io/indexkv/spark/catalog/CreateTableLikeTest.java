/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.spark.LocalSpark;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * CREATE TABLE LIKE, which Spark has from version 4.2 on. Older ones have it for tables of their
 * own catalog.
 */
@Tag("versions")
class CreateTableLikeTest extends CatalogCase {
  CreateTableLikeTest() {
    super(LocalSpark.session().newSession());
  }

  @TempDir Path directory;

  @BeforeEach
  void begin() {
    SparkSession.setActiveSession(spark);
    sql("create namespace if not exists kv.lk");
    sql("create database if not exists lk");
    sql(
        "create table kv.lk.a (v string comment 'a word', b int, a int not null, c char(5),"
            + " w varchar(7), n int not null, d int default 2 + 3) comment 'the source'"
            + " tblproperties ('key' = 'b,a', 'codec' = 'lz4', 'team.owner' = 'x')");
  }

  @AfterEach
  void drop() {
    sql("drop database if exists lk cascade");
    sql("drop namespace if exists kv.lk cascade");
    SparkSession.setActiveSession(LocalSpark.session());
  }

  private boolean isForAnyCatalog() {
    return !spark.version().startsWith("3.")
        && !spark.version().startsWith("4.0")
        && !spark.version().startsWith("4.1");
  }

  private void assumeAnyCatalog() {
    assumeTrue(isForAnyCatalog(), "this Spark has the statement for its own catalog only");
  }

  private void assumeSpark4() {
    assumeFalse(spark.version().startsWith("3."), "this Spark copies no key");
  }

  @Test
  void sparkRefusesOtherCatalogsBefore42() {
    assumeFalse(isForAnyCatalog());
    assertThatThrownBy(() -> sql("create table kv.lk.t like kv.lk.a"))
        .hasMessageContaining("PARSE_SYNTAX_ERROR");
  }

  @Test
  void columnsKeyAndPropertiesAreThoseOfTheStore() {
    assumeAnyCatalog();
    sql("insert into kv.lk.a (v, b, a, c, w, n) values ('one', 1, 2, 'c', 'w', 7)");
    sql("alter table kv.lk.a drop column v");
    sql("alter table kv.lk.a add column v int comment 'another' default 9");

    sql("create table kv.lk.t like kv.lk.a");

    assertThat(rows("select * from kv.lk.t")).isEmpty();
    assertThat(rows("describe kv.lk.t")).isEqualTo(rows("describe kv.lk.a"));
    assertThat(rows("describe kv.lk.t"))
        .contains("[c,char(5),null]", "[w,varchar(7),null]", "[v,int,another]");
    assertThat(spark.table("kv.lk.t").schema().toDDL())
        .isEqualTo(spark.table("kv.lk.a").schema().toDDL())
        .contains("n INT NOT NULL");
    assertThat(rows("show tblproperties kv.lk.t"))
        .contains("[codec,lz4]", "[key,b,a]", "[team.owner,x]")
        .doesNotContain("[comment,the source]");
    assertThat(place("kv.lk.t")).isNotEqualTo(place("kv.lk.a"));
    sql("insert into kv.lk.t (a, b, n) values (1, 2, 3)");
    assertThat(rows("select a, b, n, d, v from kv.lk.t")).containsExactly("[1,2,3,5,9]");
    assertThat(rows("select n from kv.lk.a")).containsExactly("[7]");
  }

  @Test
  void theStatementsPropertiesComeFirst() {
    assumeAnyCatalog();
    sql(
        "create table kv.lk.t like kv.lk.a location '%s' tblproperties ('codec' = 'zstd', 'KEY' = 'n')"
            .formatted(directory.resolve("t")));

    assertThat(rows("show tblproperties kv.lk.t"))
        .contains("[codec,zstd]", "[key,n]", "[team.owner,x]");
    assertThat(place("kv.lk.t")).isEqualTo(directory.resolve("t"));
    assertThatThrownBy(() -> sql("create table kv.lk.u like kv.lk.a tblproperties ('codek' = 'x')"))
        .hasMessageContaining("codek");
  }

  @Test
  void ifNotExistsKeepsTheTableThatIsThere() {
    assumeAnyCatalog();
    sql("create table kv.lk.t (k int) tblproperties ('key' = 'k')");

    sql("create table if not exists kv.lk.t like kv.lk.a");

    assertThat(spark.table("kv.lk.t").columns()).containsExactly("k");
    assertThatThrownBy(() -> sql("create table kv.lk.t like kv.lk.a"))
        .hasMessageContaining("TABLE_OR_VIEW_ALREADY_EXISTS");
    assertThatThrownBy(() -> sql("create table kv.lk.u like kv.lk.missing"))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
  }

  @Test
  void aTableWithoutAKeyNeedsOneInTheStatement() {
    assumeAnyCatalog();
    sql(
        "create table lk.p (k int comment 'the key', c char(3), d int default 4, p int)"
            + " using parquet partitioned by (p)");

    assertThatThrownBy(() -> sql("create table kv.lk.t like lk.p"))
        .hasMessageContaining("'key' is missing");
    sql("create table kv.lk.t like lk.p tblproperties ('key' = 'k')");

    assertThat(rows("describe kv.lk.t"))
        .containsExactly("[k,int,the key]", "[c,char(3),null]", "[d,int,null]", "[p,int,null]");
    sql("insert into kv.lk.t (k, c) values (1, 'x')");
    assertThat(rows("select * from kv.lk.t")).containsExactly("[1,x  ,4,null]");
  }

  @Test
  void viewsGiveTheirColumns() {
    assumeAnyCatalog();
    sql("create temporary view lk_view as select 1L as k, c, w from kv.lk.a");
    sql("create table lk.p (k int, c char(3)) using parquet");
    sql("create view lk.v as select * from lk.p");

    sql("create table kv.lk.t like lk_view tblproperties ('key' = 'k')");
    sql("create table kv.lk.u like lk.v tblproperties ('key' = 'k')");

    assertThat(rows("describe kv.lk.t"))
        .containsExactly("[k,bigint,null]", "[c,char(5),null]", "[w,varchar(7),null]");
    assertThat(rows("describe kv.lk.u")).containsExactly("[k,int,null]", "[c,char(3),null]");
    sql("drop view lk_view");
  }

  @Test
  void aPathIsATableToo() {
    assumeAnyCatalog();
    String path = "indexkv.`%s`".formatted(directory.resolve("t"));

    sql("create table %s like kv.lk.a".formatted(path));
    sql("create table kv.lk.t like " + path);

    assertThat(rows("describe kv.lk.t")).isEqualTo(rows("describe kv.lk.a"));
    assertThat(rows("show tblproperties kv.lk.t")).contains("[key,b,a]", "[codec,lz4]");
  }

  @Test
  void otherFormatsAreRefused() {
    assumeAnyCatalog();
    sql("create table kv.lk.t like kv.lk.a using indexkv");
    for (String format : new String[] {"using orc", "using parquet"}) {
      assertThatThrownBy(() -> sql("create table kv.lk.u like kv.lk.a " + format))
          .hasMessageContaining("USING " + format.substring(6))
          .hasMessageContaining("Leave USING out");
    }
    assertThatThrownBy(() -> sql("create table kv.lk.u like kv.lk.a stored as parquet"))
        .hasMessageContaining("Leave STORED AS and ROW FORMAT out");
  }

  @Test
  void sparksCatalogCopiesTheKeyWithAndWithoutTheExtension() {
    assumeSpark4();
    for (boolean extended : new boolean[] {false, true}) {
      if (extended) {
        spark.conf().set("spark.sql.catalog.spark_catalog", IndexKvSessionCatalog.class.getName());
      }
      sql(
          "create table lk.a (k int, c char(3), v string comment 'a word') using indexkv"
              + " tblproperties ('key' = 'k')");
      sql("create table lk.t like lk.a");
      sql("create table lk.u like lk.t");
      sql("create table if not exists lk.u like lk.t");

      for (String table : new String[] {"lk.a", "lk.t", "lk.u"}) {
        sql("insert into %s values (1, 'x', 'one')".formatted(table));
        sql("insert into %s values (1, 'y', 'two')".formatted(table));
        assertThat(rows("select k, v from " + table)).containsExactly("[1,two]");
        assertThat(rows("select * from " + table)).isEqualTo(rows("select * from lk.a"));
        assertThat(rows("describe " + table))
            .contains("[v,string,a word]")
            .isEqualTo(rows("describe lk.a"));
      }
      sql("create table lk.p (k int, v string) using parquet");
      sql("create table lk.q like lk.p using indexkv tblproperties ('key' = 'k')");
      sql("insert into lk.q values (1, 'one')");
      sql("create table lk.o like lk.p");
      assertThat(rows("select * from lk.q")).containsExactly("[1,one]");
      assertThat(rows("show create table lk.o").toString()).contains("USING parquet");
      for (String table : new String[] {"a", "t", "u", "p", "q", "o"}) {
        sql("drop table lk." + table);
      }
    }
  }

  @Test
  void tablesMoveBetweenACatalogAndSparksOwn() {
    assumeAnyCatalog();
    spark.conf().set("spark.sql.catalog.spark_catalog", IndexKvSessionCatalog.class.getName());

    sql("create table lk.t like kv.lk.a");
    sql("create table kv.lk.u like lk.t");

    assertThat(rows("describe kv.lk.u")).isEqualTo(rows("describe kv.lk.a"));
    assertThat(rows("show tblproperties kv.lk.u")).contains("[key,b,a]", "[team.owner,x]");
  }
}
