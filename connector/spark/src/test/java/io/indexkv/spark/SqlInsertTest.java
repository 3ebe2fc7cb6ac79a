/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes by SQL follow Spark's rules of store assignment, like writes to any table. */
@Tag("versions")
class SqlInsertTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeTwoRows() {
    store().write(spark.range(2).selectExpr("id as k", "concat('v', id) as v", "1 as x"), "k");
    spark.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
  }

  @Test
  void castsLiteralsAndUpsertsByPosition() {
    sql("insert into %s values (1, 'new', 2), (7, 'v7', 3)");

    assertThat(rows()).containsExactly("[0,v0,1]", "[1,new,2]", "[7,v7,3]");
  }

  @Test
  void findsColumnsByNameWhereTheyAreNamed() {
    sql("insert into %s (x, v, k) values (5, 'v5', 5)");
    sql("insert into %s by name select 'v6' as v, 6 as x, 6 as k");

    assertThat(rows()).containsExactly("[0,v0,1]", "[1,v1,1]", "[5,v5,5]", "[6,v6,6]");
  }

  @Test
  void columnsLeftOutAreNullWhereSparkFillsThem() {
    if (spark.version().startsWith("3.")) {
      assertThatThrownBy(() -> sql("insert into %s (k, v) values (5, 'v5')"))
          .hasMessageContaining("INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_FIND_DATA")
          .hasMessageContaining("`x`");
      return;
    }
    sql("insert into %s (k, v) values (5, 'v5')");

    assertThat(rows()).containsExactly("[0,v0,1]", "[1,v1,1]", "[5,v5,null]");
    sql("insert into %s (k, v) values (1, 'whole row')");
    assertThat(rows()).contains("[1,whole row,null]");
  }

  @Test
  void aKeyLeftOutIsNamed() {
    assertThatThrownBy(() -> sql("insert into %s (v, x) values ('v5', 5)"))
        .hasMessageContaining("`k`");
    assertThatThrownBy(() -> sql("insert into %s select nullif(id, 1), 'v', 5 from range(3)"))
        .hasStackTraceContaining("on-nullable field");
    assertThat(rows()).containsExactly("[0,v0,1]", "[1,v1,1]");
  }

  @Test
  void anOverwriteKeepsColumnsAndKey() {
    sql("insert overwrite %s values (9, 'v9', 2)");

    assertThat(rows()).containsExactly("[9,v9,2]");
    assertThat(store().read().schema().simpleString()).isEqualTo("struct<k:bigint,v:string,x:int>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"into", "overwrite"})
  void whatDoesNotFitIsRefusedBySpark(String how) {
    assertThatThrownBy(() -> sql("insert " + how + " %s select 2L as k"))
        .hasMessageContaining("INSERT_COLUMN_ARITY_MISMATCH");
    assertThatThrownBy(() -> sql("insert " + how + " %s select 'txt' as k, 'v' as v, 5 as x"))
        .hasMessageContaining("CANNOT_SAFELY_CAST")
        .hasMessageContaining("`k`");
    assertThatThrownBy(() -> sql("insert " + how + " %s values (1, 'v', 2147483648)"))
        .hasStackTraceContaining("CAST_OVERFLOW_IN_TABLE_INSERT");

    assertThat(rows()).containsExactly("[0,v0,1]", "[1,v1,1]");
    assertThat(store().manifests()).hasSize(1);
  }

  @Test
  void aWriterByNameCastsToo() throws Exception {
    spark.sql("select 3 as x, 8 as k, 'v8' as v").writeTo(table()).append();
    spark.sql("select 9, 'v9', 4").write().insertInto(table());

    assertThat(rows()).containsExactly("[0,v0,1]", "[1,v1,1]", "[8,v8,3]", "[9,v9,4]");
  }

  @Test
  void aDataFrameMayStillChangeTheColumns() {
    store().write(spark.sql("select 'a' as code"), "code");

    assertThat(store().read().schema().simpleString()).isEqualTo("struct<code:string>");
    sql("insert into %s values ('b')");
    assertThat(rows()).containsExactly("[a]", "[b]");
  }

  private void sql(String statement) {
    spark.sql(statement.formatted(table()));
  }

  private List<String> rows() {
    return store().read().collectAsList().stream().map(Object::toString).sorted().toList();
  }

  private String table() {
    return "indexkv.`%s`".formatted(store().path());
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
