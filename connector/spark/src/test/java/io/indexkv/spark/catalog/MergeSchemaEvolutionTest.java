/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.spark.LocalSpark;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MERGE WITH SCHEMA EVOLUTION, which Spark has from version 4.1 on. */
class MergeSchemaEvolutionTest extends CatalogCase {
  private static final String ALL =
      " when matched and s.v = 'gone' then delete when matched then update set *"
          + " when not matched then insert *";

  MergeSchemaEvolutionTest() {
    super(LocalSpark.session().newSession());
  }

  @TempDir Path directory;

  @BeforeEach
  void createNamespaces() {
    assumeTrue(
        !spark.version().startsWith("3.") && !spark.version().startsWith("4.0"),
        "Spark " + spark.version() + " has no MERGE WITH SCHEMA EVOLUTION");
    SparkSession.setActiveSession(spark);
    spark.conf().set("spark.sql.catalog.spark_catalog", IndexKvSessionCatalog.class.getName());
    spark.conf().set("spark.sql.catalog.indexkv", PathCatalog.class.getName());
    sql("create namespace kv.evolution");
    sql("create database evolution");
  }

  @AfterEach
  void dropNamespaces() {
    if (SparkSession.active() == spark) {
      sql("drop namespace if exists kv.evolution cascade");
      sql("drop database if exists evolution cascade");
    }
    SparkSession.setActiveSession(LocalSpark.session());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kv.evolution.t", "evolution.t", "indexkv.`DIRECTORY/t`"})
  void columnsOfTheSourceAreAdded(String name) {
    String table = name.replace("DIRECTORY", directory.toString());
    create(table, "values (1, 'one'), (2, 'two'), (3, 'three') as t(k, v)");

    merge(
        table,
        "select * from values (1, 'new', 1.5D), (2, 'gone', 0D), (4, 'four', null) as s(k, v, more)",
        ALL);

    assertThat(rows("select * from " + table + " order by k"))
        .containsExactly("[1,new,1.5]", "[3,three,null]", "[4,four,null]");
    merge(
        table,
        "select 5 as k, array(named_struct('x', 1)) as deep",
        " when not matched then insert *");
    assertThat(rows("select k, deep.x from " + table + " where k >= 4 order by k"))
        .containsExactly("[4,null]", "[5,ArraySeq(1)]");
  }

  @Test
  void aNamedColumnIsAddedToo() {
    create("kv.evolution.t", "values (1, 'one') as t(k, v)");

    merge(
        "kv.evolution.t",
        "select 1 as k, 'new' as v, 7 as more, 8 as other",
        " when matched then update set more = s.more");

    assertThat(rows("select * from kv.evolution.t")).containsExactly("[1,one,7]");
  }

  @Test
  void aTableOfEqualKeysIsRefusedAndNotAltered() {
    sql(
        "create table kv.evolution.t (k int, v string)"
            + " tblproperties ('key' = 'k', 'duplicates' = 'keep')");
    sql("insert into kv.evolution.t values (1, 'eins'), (1, 'one')");

    assertThatThrownBy(() -> merge("kv.evolution.t", "select 1 as k, 'new' as v, 7 as more", ALL))
        .isInstanceOf(Exception.class);

    assertThat(rows("select * from kv.evolution.t order by v"))
        .containsExactly("[1,eins]", "[1,one]");
  }

  @Test
  void aColumnBecomesWider() {
    create("kv.evolution.t", "values (1, 1) as t(k, v)");

    merge("kv.evolution.t", "select 1 as k, 5000000000L as v", " when matched then update set *");

    assertThat(rows("select * from kv.evolution.t")).containsExactly("[1,5000000000]");
  }

  @Test
  void aNullStructStaysNull() {
    create("kv.evolution.t", "values (1, named_struct('a', 1)), (2, null) as t(k, s)");

    merge(
        "kv.evolution.t",
        "select * from values (1, cast(null as struct<a: int>), 'x'), (3, null, 'y') as s(k, s, more)",
        " when matched then update set * when not matched then insert *");

    assertThat(rows("select k, s is null, more from kv.evolution.t order by k"))
        .containsExactly("[1,true,x]", "[2,true,null]", "[3,true,y]");
  }

  @Test
  void whatAStoreCannotChangeIsNamedAndNothingIsWritten() {
    create(
        "kv.evolution.t",
        "values (1, named_struct('a', 1), array(named_struct('b', 1))) as t(k, s, l)");
    String struct = "array(named_struct('b', 1)) as l";

    assertThatThrownBy(
            () ->
                merge(
                    "kv.evolution.t",
                    "select 1 as k, named_struct('a', 1, 'c', 2) as s, " + struct,
                    " when matched then update set *"))
        .hasStackTraceContaining("s.c is a field inside of a column");
    assertThatThrownBy(
            () ->
                merge(
                    "kv.evolution.t",
                    "select 1 as k, named_struct('a', 1) as s, array(named_struct('b', 1L)) as l",
                    " when matched then update set *"))
        .hasStackTraceContaining("l.element.b is a field inside of a column");
    assertThatThrownBy(
            () ->
                merge(
                    "kv.evolution.t",
                    "select 1L as k, named_struct('a', 1) as s, " + struct,
                    " when matched then update set *"))
        .hasStackTraceContaining("column k cannot change its type: it is part of the key");
    assertThat(rows("select count(*) from kv.evolution.t.snapshots")).containsExactly("[1]");
  }

  private void create(String table, String rows) {
    sql(
        "create table %s using indexkv tblproperties ('key' = 'k') as select * from %s"
            .formatted(table, rows));
  }

  private void merge(String table, String source, String clauses) {
    sql(
        "merge with schema evolution into %s t using (%s) s on t.k = s.k%s"
            .formatted(table, source, clauses));
  }
}
