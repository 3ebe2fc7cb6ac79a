/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store finds the same rows as the table with CHAR columns that it was written from. So does its
 * copy.
 */
@Tag("slow")
class CharColumnsTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir static Path directory;

  @BeforeAll
  static void writeATableACopyAndAStore() {
    SPARK.sql("create table char_dim (code char(4), x int, c char(3), v varchar(5)) using parquet");
    SPARK.sql(
        "insert into char_dim values ('ab', 2, 'x', 'v'), ('abcd', 3, 'xyz', 'vwxyz'),"
            + " ('é', 4, null, null), ('', 5, '', '')");
    for (int length : new int[] {2, 4, 6}) {
      SPARK.sql(
          "create table char_facts%1$d (code char(%1$d), id int) using parquet".formatted(length));
      SPARK.sql(
          "insert into char_facts%d values ('ab', 1), ('é', 2), ('', 3), (null, 4), ('zz', 5)"
              .formatted(length));
    }
    SPARK.sql("insert into char_facts6 values ('abcd', 6), ('abcdef', 7)");
    SPARK.sql("create table char_strings (code string, id int) using parquet");
    SPARK.sql("insert into char_strings values ('ab', 1), ('ab  ', 2), ('abcd', 3)");
    store().write(SPARK.table("char_dim"), "code");
    String copy = directory.resolve("copy").toString();
    SPARK.table("char_dim").write().parquet(copy);
    SPARK.read().parquet(copy).createOrReplaceTempView("char_parquet");
  }

  @BeforeEach
  void readTheStore() {
    store().read().createOrReplaceTempView("char_store");
  }

  @AfterAll
  static void drop() {
    for (String table :
        List.of("char_dim", "char_facts2", "char_facts4", "char_facts6", "char_strings")) {
      SPARK.sql("drop table if exists " + table);
    }
    SPARK.sql("drop view if exists char_parquet");
    SPARK.sql("drop view if exists char_store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from %s",
        "select length(code), length(c), length(v) from %s",
        "select * from %s where code = 'ab'",
        "select * from %s where code = 'ab  '",
        "select * from %s where code = 'ab      '",
        "select * from %s where 'abcdef' = code",
        "select * from %s where code in ('ab', 'é', 'abcdef')",
        "select * from %s where code <=> 'é'",
        "select * from %s where not code = 'ab      '",
        "select * from %s where code > 'ab'",
        "select * from %s where c = 'x' or v = 'vwxyz'",
        "select * from %s where code like 'ab%%'",
        "select count(*) from %s where code = ''",
        "select f.id, d.x, d.code from char_facts2 f join %s d on f.code = d.code",
        "select f.id, d.x, d.code from char_facts4 f join %s d on f.code = d.code",
        "select f.id, d.x, d.code from char_facts6 f join %s d on f.code = d.code",
        "select f.id, d.x, d.c, d.v from char_facts6 f left join %s d on d.code = f.code",
        "select * from char_facts6 f left anti join %s d on d.code = f.code",
        "select * from char_facts6 f where code not in (select code from %s)",
        "select f.id, d.x from char_strings f join %s d on f.code = d.code",
        "select f.id, (select max(x) from %s d where d.code = f.code) from char_facts6 f",
        "select a.x, b.x from %1$s a join %1$s b on a.c = b.c and a.code = b.code"
      })
  void findsTheSame(String query) {
    findsTheSame(query, "true", "on");
    findsTheSame(query, "true", "off");
    findsTheSame(query, "false", "on");
  }

  private void findsTheSame(String query, String padded, String mode) {
    SPARK.conf().set("spark.sql.readSideCharPadding", padded);
    SPARK.conf().set("spark.indexkv.join.mode", mode);
    store().read().createOrReplaceTempView("char_store");
    try {
      List<String> expected = rows(query.formatted("char_dim"));
      for (String copy : List.of("char_parquet", "char_store")) {
        assertThat(rows(query.formatted(copy)))
            .as("%s, padding %s, mode %s", copy, padded, mode)
            .isEqualTo(expected);
      }
    } finally {
      SPARK.conf().unset("spark.sql.readSideCharPadding");
      SPARK.conf().unset("spark.indexkv.join.mode");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6})
  void looksUpWhateverTheLengthOfTheProbe(int length) {
    assertThat(
            plan(
                "select /*+ LOOKUP(d) */ f.id, d.x from char_facts%d f left join char_store d on f.code = d.code"
                    .formatted(length)))
        .contains("LookupJoin");
  }

  @Test
  void readsSingleKeys() {
    assertThat(plan("select * from char_store where code = 'ab'")).contains("keys=['ab  ']");
    assertThat(plan("select * from char_store where code in ('ab', 'é')"))
        .contains("keys=['ab  ', 'é   ']");
  }

  @Test
  void keepsTheTypes() {
    SPARK.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    assertThat(rows("describe indexkv.`%s`".formatted(store().path())))
        .contains("[c,char(3),null]", "[code,char(4),null]", "[v,varchar(5),null]");
  }

  @Test
  void lengthsAreEnforcedByInsertsAndAppends() {
    SPARK.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    StoreDirectory grown = new StoreDirectory(directory.resolve("grown"));
    grown.write(SPARK.table("char_dim"), "code");
    String table = "indexkv.`%s`".formatted(grown.path());
    SPARK.sql("insert into %s values ('n', 7, 'c', 'v')".formatted(table));
    SPARK
        .sql("select 'm' as code, 8 as x, 'c' as c, 'v' as v")
        .write()
        .format("indexkv")
        .mode("append")
        .save(grown.toString());

    assertThat(
            rows("select concat(code, '|', c, '|', v, '|') from %s where x > 6".formatted(table)))
        .containsExactly("[m   |c  |v|]", "[n   |c  |v|]");
    for (String values : List.of("('abcde', 1, 'c', 'v')", "('a', 1, 'c', 'vwxyz!')")) {
      assertThatThrownBy(() -> SPARK.sql("insert into %s values %s".formatted(table, values)))
          .hasStackTraceContaining("char/varchar type length limitation");
      assertThatThrownBy(
              () ->
                  SPARK
                      .sql("select * from values %s as t (code, x, c, v)".formatted(values))
                      .write()
                      .format("indexkv")
                      .mode("append")
                      .save(grown.toString()))
          .hasStackTraceContaining("char/varchar type length limitation");
    }
  }

  @Test
  void aLookupTablePadsKeys() {
    try (LookupTable<org.apache.spark.sql.Row> table =
        LookupTable.load(SPARK, store().toString())) {
      assertThat(table.get("ab").<Integer>getAs("x")).isEqualTo(2);
      assertThat(table.get("ab      ").<Integer>getAs("x")).isEqualTo(2);
      assertThat(table.get("é").<Integer>getAs("x")).isEqualTo(4);
      assertThat(table.get("abcde")).isNull();
    }
  }

  private String plan(String query) {
    return SPARK.sql("explain " + query).first().getString(0);
  }

  private List<String> rows(String query) {
    return SPARK.sql(query).collectAsList().stream().map(Object::toString).sorted().toList();
  }

  private static StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
