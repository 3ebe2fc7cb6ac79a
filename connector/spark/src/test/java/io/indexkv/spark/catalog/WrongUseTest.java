/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.indexkv.spark.LocalSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each wrong use of a table says what it expected, what it found and what to do. Where Spark has an
 * error for it, the error has that class and SQLSTATE.
 */
@Tag("versions")
class WrongUseTest extends CatalogCase {
  WrongUseTest() {
    super(LocalSpark.session().newSession());
  }

  @TempDir Path directory;

  @BeforeEach
  void createTable() {
    SparkSession.setActiveSession(spark);
    sql("create namespace kv.wrong");
    sql("create table kv.wrong.t (k int, v string) tblproperties ('key' = 'k')");
    sql("insert into kv.wrong.t values (1, 'one')");
  }

  @AfterEach
  void dropTable() {
    sql("drop namespace kv.wrong cascade");
    SparkSession.setActiveSession(LocalSpark.session());
  }

  /** The texts after the statement are what was expected, what was found, and what to do. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          create table kv.wrong.u (k int)                                            | option 'key' is missing | one of k | TBLPROPERTIES ('key' = '…')
          create table kv.wrong.u (k int, v int) tblproperties ('key'='x')           | the columns are k, v | there is no column x | option 'key'
          create table kv.wrong.u (k double) tblproperties ('key'='k')               | column k | DOUBLE | cast it to DECIMAL or STRING
          create table kv.wrong.u (k array<int>) tblproperties ('key'='k')           | column k | ARRAY | make a column of each element
          create table kv.wrong.u (k int) tblproperties ('key'='k', 'codek'='lz4')   | 'codek' | is unknown | did you mean 'codec'?
          create table kv.wrong.u (k int) tblproperties ('key'='k', 'codec'='lz5')   | none, lz4 or zstd | 'lz5' | 'codec'
          create table kv.wrong.u (k int) tblproperties ('key'='k', 'owned'='me')    | 'owned' | is unknown | a dot
          create table kv.wrong._u (k int) tblproperties ('key'='k')                 | the name of a directory | '_u' | leave out
          create table kv.wrong.u (k int) using orc tblproperties ('key'='k')        | tables of indexkv only | USING orc | Leave USING out
          alter table kv.wrong.t drop column k                                       | cannot be dropped | column k | CREATE OR REPLACE TABLE
          alter table kv.wrong.t alter column k type bigint                          | cannot change its type | column k | CREATE OR REPLACE TABLE
          alter table kv.wrong.t set tblproperties ('key'='v')                       | property 'key' cannot change | the place of a store stay | Write a new store
          alter table kv.wrong.t set tblproperties ('maxLayer'='3')                  | 'maxLayer' | is unknown | did you mean 'maxLayers'?
          """)
  void saysWhatItExpectedAndFound(String statement, String expected, String found, String todo) {
    assertThatThrownBy(() -> sql(statement))
        .hasMessageContaining(expected)
        .hasMessageContaining(found)
        .hasMessageContaining(todo);
    assertThat(rows("show tables in kv.wrong")).containsExactly("[wrong,t,false]");
    assertThat(rows("select count(*) from kv.wrong.t.history")).containsExactly("[2]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select * from kv.wrong.none                                                | TABLE_OR_VIEW_NOT_FOUND                           | 42P01
          create table kv.wrong.t (k int) tblproperties ('key'='k')                  | TABLE_OR_VIEW_ALREADY_EXISTS                      | 42P07
          create table kv.nowhere.t (k int) tblproperties ('key'='k')                | SCHEMA_NOT_FOUND                                  | 42704
          insert into kv.wrong.t values (1)                                          | INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS | 21S01
          update kv.wrong.t set x = 1                                                | UNRESOLVED_COLUMN.WITH_SUGGESTION                 | 42703
          create table kv.wrong.u (k int) tblproperties ('key'='x')                  | UNRESOLVED_COLUMN.WITH_SUGGESTION                 | 42703
          create table kv.wrong.u (k double) tblproperties ('key'='k')               | UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE              | 0A000
          """)
  void hasTheClassAndStateOfSpark(String statement, String errorClass, String state) {
    Throwable error = catchThrowable(() -> sql(statement));

    assertThat(error).isInstanceOf(SparkThrowable.class);
    SparkThrowable known = (SparkThrowable) error;
    assertThat(known.getErrorClass()).isEqualTo(errorClass);
    assertThat(known.getSqlState()).isEqualTo(state);
  }

  @Test
  void aMissingNamespaceIsNamedWithItsCatalog() {
    assertThatThrownBy(() -> sql("create table kv.nowhere.t (k int) tblproperties ('key'='k')"))
        .hasMessageContaining("`kv`.`nowhere`");
  }

  @Test
  void aPathWithoutAStore() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "no store");
    Throwable error =
        catchThrowable(() -> spark.read().format("indexkv").load(directory.toString()));

    assertThat(error)
        .hasMessageContaining("PATH_NOT_FOUND")
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("no IndexKV store there: it has no manifest under _indexkv/");
    assertThat(((SparkThrowable) error).getSqlState()).isEqualTo("42K03");
  }

  /** Spark takes the name for that of a file. docs/troubleshooting.md has this error. */
  @Test
  void aPathInSqlWithoutAStore() {
    assertThatThrownBy(() -> sql("select * from indexkv.`/no store`"))
        .hasMessageContaining("UNSUPPORTED_DATASOURCE_FOR_DIRECT_QUERY")
        .hasMessageContaining("indexkv");
    assertThatThrownBy(() -> sql("insert into indexkv.`/no store` values (1)"))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
  }

  @Test
  void aStoreOfANewerFormat() throws IOException {
    Path manifests = place("kv.wrong.t").resolve("_indexkv");
    Path newest = manifests.resolve("v00000000000000000002.json");
    String text = Files.readString(newest).replace("\"formatVersion\":1", "\"formatVersion\":7");
    String body = text.substring(0, text.lastIndexOf("\"crc32c\":"));
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    String sum = HexFormat.of().toHexDigits((int) crc.getValue());
    Files.writeString(newest, body + "\"crc32c\":\"" + sum + "\"}\n");
    for (String statement :
        Arrays.asList(
            "select * from kv.wrong.t",
            "insert into kv.wrong.t values (2, 'two')",
            "delete from kv.wrong.t",
            "alter table kv.wrong.t add column n int")) {
      assertThatThrownBy(() -> sql(statement))
          .as(statement)
          .hasStackTraceContaining("has format version 7, this IndexKV knows 1")
          .hasStackTraceContaining("read the store with a newer IndexKV");
    }
  }

  @Test
  void anotherKeyOfAWrite() {
    assertThatThrownBy(
            () ->
                spark
                    .sql("select 2 as k, 'two' as v")
                    .write()
                    .format("indexkv")
                    .option("key", "v")
                    .mode("append")
                    .save(place("kv.wrong.t").toString()))
        .hasMessageContaining("option 'key' is [v], but the key of the store")
        .hasMessageContaining("is [k]: leave the option out");
  }

  @Test
  void twoSourceRowsOfOneKey() {
    assertThatThrownBy(
            () ->
                sql(
                    "merge into kv.wrong.t t using (values (9, 'a'), (9, 'b') as s(k, v)) s"
                        + " on t.k = s.k when not matched then insert *"))
        .hasStackTraceContaining("this MERGE would write 2 rows with key 9 (column k)")
        .hasStackTraceContaining("Nothing was published");
    Throwable matched =
        catchThrowable(
            () ->
                sql(
                    "merge into kv.wrong.t t using (values (1, 'a'), (1, 'b') as s(k, v)) s"
                        + " on t.k = s.k when matched then update set *"));
    assertThat(matched).hasStackTraceContaining("MERGE_CARDINALITY_VIOLATION");
    assertThat(rows("select * from kv.wrong.t")).containsExactly("[1,one]");
  }
}
