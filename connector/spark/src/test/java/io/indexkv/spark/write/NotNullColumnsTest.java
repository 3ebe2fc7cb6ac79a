/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes that Spark does not check for null: into a path, and of streams. A null that got through
 * would make readers refuse the file.
 */
class NotNullColumnsTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void createTable() {
    spark.sql("create namespace if not exists kv.not_null");
    spark.sql(
        "create table kv.not_null.t (k bigint, v string not null, n int)"
            + " tblproperties ('key' = 'k') location '%s'".formatted(store()));
    spark.sql("insert into kv.not_null.t values (1, 'one', null)");
  }

  @AfterEach
  void dropTable() {
    spark.sql("drop namespace kv.not_null cascade");
  }

  @Test
  void anAppendToThePath() {
    assertThatThrownBy(
            () ->
                append(
                    spark
                        .range(5, 9)
                        .selectExpr("id as k", "if(id = 7, null, 'v') as v", "1 as n")
                        .write()))
        .hasStackTraceContaining("column v is NOT NULL, but a row to write has null there");
    assertThat(rows()).containsExactly("[1,one,null]");
    assertThat(store().dataFiles()).hasSize(1);

    append(spark.sql("select 2L as k, 'two' as v, cast(null as int) as n").write());
    assertThat(rows()).containsExactly("[1,one,null]", "[2,two,null]");
  }

  @Test
  void anAppendThatDeletesKeysNeedsNoValue() {
    append(
        spark
            .sql("select 1L as k, cast(null as string) as v, 1 as n, true as gone")
            .write()
            .option("deleteColumn", "gone"));

    assertThat(rows()).isEmpty();
  }

  @Test
  void aStream() throws Exception {
    StreamOfFiles stream = new StreamOfFiles(directory);
    stream.add("2,two");
    stream.add("3,");
    assertThatThrownBy(
            () ->
                StreamOfFiles.run(
                    stream.into(stream.rows().selectExpr("k", "v", "1 as n"), store())))
        .hasStackTraceContaining("column v is NOT NULL, but a row to write has null there");

    assertThat(rows()).containsExactly("[1,one,null]", "[2,two,1]");
  }

  @Test
  void aFieldOfAStruct() {
    createTableOfStructs();
    spark.sql("insert into kv.not_null.s values (1, named_struct('x', 1, 'y', 1), null, null)");

    StructType struct = (StructType) spark.table("kv.not_null.s").schema().apply("s").dataType();
    assertThat(struct.apply("x").nullable()).isFalse();
    assertThat(struct.apply("y").nullable()).isTrue();
    for (String statement :
        List.of(
            "update kv.not_null.s set s.x = null",
            "update kv.not_null.s set s = named_struct('x', cast(null as int), 'y', 2)",
            "update kv.not_null.s set a = array(named_struct('x', cast(null as int)))",
            "merge into kv.not_null.s t using (select 1L as k) u on t.k = u.k"
                + " when matched then update set s.x = null",
            "insert into kv.not_null.s"
                + " select 2, named_struct('x', cast(null as int), 'y', 2), null, null")) {
      assertThatThrownBy(() -> spark.sql(statement))
          .as(statement)
          .hasStackTraceContaining("non-nullable field")
          .hasStackTraceContaining("x");
    }
    assertThat(rowsOfStructs()).containsExactly("[1,[1,1],null,null]");

    spark.sql("update kv.not_null.s set s.y = null");
    assertThat(rowsOfStructs()).containsExactly("[1,[1,null],null,null]");
    spark.sql("update kv.not_null.s set s = null, a = array(null, named_struct('x', 5))");
    assertThat(rowsOfStructs()).containsExactly("[1,null,ArraySeq(null, [5]),null]");
  }

  @Test
  void anAppendToThePathOfFields() {
    createTableOfStructs();
    for (String columns :
        List.of(
            "named_struct('x', x, 'y', x) as s, null as a, null as m",
            "null as s, array(named_struct('x', 1), named_struct('x', x)) as a, null as m",
            "null as s, null as a, map('one', named_struct('x', x)) as m")) {
      String typed =
          "select k, cast(s as struct<x: int, y: int>) as s, cast(a as array<struct<x: int>>) as a,"
              + " cast(m as map<string, struct<x: int>>) as m"
              + " from (select id as k, %s from (select id, if(id = 7, null, 1) as x from range(5, 9)))";
      assertThatThrownBy(() -> append(spark.sql(typed.formatted(columns)).write(), structs()))
          .as(columns)
          .hasStackTraceContaining(".x is NOT NULL, but a row to write has null there");
      append(spark.sql(typed.formatted(columns) + " where k <> 7").write(), structs());
    }
    assertThat(rowsOfStructs()).hasSize(3);
  }

  @Test
  void columnsOfAQueryHaveNoFieldsThatAreNotNull() {
    spark.sql(
        "create table kv.not_null.s tblproperties ('key' = 'k')"
            + " as select 1L as k, named_struct('x', 1) as s");
    spark.sql("update kv.not_null.s set s.x = null");

    assertThat(rowsOfStructs()).containsExactly("[1,[null]]");
  }

  private void createTableOfStructs() {
    spark.sql(
        "create table kv.not_null.s (k bigint, s struct<x: int not null, y: int>,"
            + " a array<struct<x: int not null>>, m map<string, struct<x: int not null>>)"
            + " tblproperties ('key' = 'k') location '%s'".formatted(structs()));
  }

  private StoreDirectory structs() {
    return new StoreDirectory(directory.resolve("structs"));
  }

  private List<String> rowsOfStructs() {
    return spark.sql("select * from kv.not_null.s order by k").collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  private void append(DataFrameWriter<Row> writer) {
    append(writer, store());
  }

  private static void append(DataFrameWriter<Row> writer, StoreDirectory store) {
    writer.format("indexkv").mode("append").save(store.toString());
  }

  private List<String> rows() {
    return spark.sql("select * from kv.not_null.t order by k").collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
