/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.KeyKind;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The function that looks keys up in a table. */
@Tag("versions")
@Tag("slow")
class LookupFunctionTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir static Path directory;

  @BeforeAll
  static void makeTables() {
    SPARK.sql("create namespace kv.called");
    create("numbers", "id int, name string", "id", "values (1, 'one'), (2, 'two'), (3, null)");
    create("bytes", "id tinyint, name string", "id", "values (1Y, 'one'), (44Y, 'cut from 300')");
    create("prices", "id decimal(6,2), name string", "id", "values (1.5, 'a'), (300, 'b')");
    create("codes", "id char(4), name string", "id", "values ('ab', 'padded')");
    create("pairs", "id int, name string, v int", "name,id", "values (1, 'one', 11)");
    create("days", "id date, name string", "id", "values (date'2026-01-01', 'new year')");
  }

  private static void create(String table, String columns, String key, String rows) {
    SPARK.sql(
        "create table kv.called.%s (%s) tblproperties ('key' = '%s')"
            .formatted(table, columns, key));
    SPARK.sql("insert into kv.called.%s %s".formatted(table, rows));
  }

  @AfterAll
  static void dropTables() {
    SPARK.sql("drop namespace if exists kv.called cascade");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "numbers.lookup(1)                             | {1, one}",
        "numbers.lookup(1).name                        | one",
        "numbers.LookUp(3)                             | {3, null}",
        "numbers.lookup(4)                             | null",
        "numbers.lookup(null)                          | null",
        "numbers.lookup(cast(null as int)).name        | null",
        "numbers.lookup(2Y)                            | {2, two}",
        "numbers.lookup(2L)                            | {2, two}",
        "numbers.lookup(4294967297L)                   | null",
        "bytes.lookup(1)                               | {1, one}",
        "bytes.lookup(300)                             | null",
        "prices.lookup(1.5)                            | {1.50, a}",
        "prices.lookup(1.500)                          | {1.50, a}",
        "prices.lookup(1.501)                          | null",
        "prices.lookup(300)                            | {300.00, b}",
        "prices.lookup(123456789)                      | null",
        "codes.lookup('ab')                            | {ab  , padded}",
        "codes.lookup('ab      ')                      | {ab  , padded}",
        "codes.lookup('abcde')                         | null",
        "pairs.lookup('one', 1).v                      | 11",
        "pairs.lookup('one', 2)                        | null",
        "pairs.lookup('one', null)                     | null",
        "days.lookup(date'2026-01-01').name            | new year"
      })
  void givesTheRowOfTheKey(String call, String expected) {
    String onDriver = "select cast(kv.called.%s as string)".formatted(call);
    String inTasks = onDriver + " from (select explode(sequence(1, 3)))";

    assertThat(strings(SPARK.sql(onDriver))).containsExactly(expected);
    assertThat(strings(SPARK.sql(inTasks))).containsExactly(expected, expected, expected);
  }

  @ParameterizedTest
  @EnumSource
  void findsKeysOfEachType(KeyKind kind) {
    StoreDirectory store = new StoreDirectory(directory.resolve(kind.label()));
    Dataset<Row> ids = SPARK.range(60).toDF();
    ids.createOrReplaceTempView("asked");
    store.write(
        SPARK.sql("select id as v, %s from asked".formatted(kind.select("id"))), kind.option());
    SPARK.range(-20, 80).createOrReplaceTempView("asked");
    String keys = "(select id, %s from asked)".formatted(kind.select("id"));

    Dataset<Row> found =
        SPARK.sql(
            "select id, indexkv.`%s`.lookup(%s).v as v from %s order by id"
                .formatted(store, kind.option(), keys));
    Dataset<Row> joined =
        SPARK.sql(
            "select k.id, s.v from %s k left join indexkv.`%s` s on %s order by k.id"
                .formatted(keys, store, kind.joined("k", "s")));

    assertThat(found.collectAsList()).isEqualTo(joined.collectAsList()).hasSize(100);
    assertThat(found.where("v is not null").count()).isEqualTo(60);
    SPARK.catalog().dropTempView("asked");
  }

  @Test
  void aCallReadsTheVersionOfItsAnalysis() {
    create("versions", "id int, name string", "id", "values (1, 'first')");
    String call = "select kv.called.versions.lookup(id).name from values (1), (2) as t(id)";
    Dataset<Row> before = SPARK.sql(call);

    SPARK.sql("insert into kv.called.versions values (1, 'second'), (2, 'new')");

    assertThat(strings(before)).containsExactly("first", "null");
    assertThat(strings(SPARK.sql(call))).containsExactly("second", "new");
  }

  @Test
  void filtersSortsAndGroups() {
    Dataset<Row> rows =
        SPARK.sql(
            "select kv.called.numbers.lookup(id % 4).name as name, count(*) from range(40)"
                + " where kv.called.numbers.lookup(id % 4) is not null group by 1 order by 1");

    assertThat(rows.collectAsList())
        .extracting(Row::toString)
        .containsExactly("[null,10]", "[one,10]", "[two,10]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "numbers.lookup('1')         | the key of kv.called.numbers is (id INT), but the value for 'id' is STRING: write CAST(… AS INT)",
        "numbers.lookup(1.5)         | is DECIMAL(2,1): write CAST",
        "numbers.lookup()            | the key of kv.called.numbers is (id INT): give 1, in this order, not 0",
        "pairs.lookup('one')         | the key of kv.called.pairs is (name STRING, id INT): give 2, in this order, not 1",
        "days.lookup('2026-01-01')   | write CAST(… AS DATE)",
        "missing.lookup(1)           | TABLE_OR_VIEW_NOT_FOUND",
        "numbers.look(1)             | UNRESOLVED_ROUTINE",
        "numbers.lookup(1).nam       | FIELD_NOT_FOUND"
      })
  void refusesWhatIsNoKey(String call, String message) {
    assertThatThrownBy(() -> SPARK.sql("select kv.called." + call)).hasMessageContaining(message);
  }

  @Test
  void refusesATableWithRowsOfEqualKeys() {
    SPARK.sql(
        "create table kv.called.lines (id int, name string)"
            + " tblproperties ('key' = 'id', 'duplicates' = 'keep')");

    assertThatThrownBy(() -> SPARK.sql("select kv.called.lines.lookup(1)"))
        .hasMessageContaining("kv.called.lines keeps rows of equal keys")
        .hasMessageContaining("join with the table instead");
  }

  private static List<String> strings(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> String.valueOf(row.get(0))).toList();
  }
}
