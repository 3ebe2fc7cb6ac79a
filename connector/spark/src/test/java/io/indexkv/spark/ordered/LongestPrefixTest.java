/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.LoggedWarnings;
import io.indexkv.spark.LookupTable;
import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.join.Queries;
import io.indexkv.spark.planning.FallbackLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins of each row with the entry whose key is the longest prefix of a text. */
@Tag("versions")
class LongestPrefixTest {
  private static final Map<String, String> OFF = Map.of("spark.indexkv.join.ordered", "false");

  private static final String SCALAR =
      "select f.id, (select max_by(d.name, length(d.prefix)) from %s d"
          + " where startswith(f.number, d.prefix)%s) as name from calls f";

  private static final String LATERAL =
      "select f.id, p.name from calls f %s join lateral (select d.name from %s d"
          + " where startswith(f.number, d.prefix)%s order by %s limit 1) p";

  @TempDir static Path directory;

  private static final SparkSession SPARK = LocalSpark.session();

  @BeforeAll
  static void createTables() {
    write(
        "areas",
        "('49', 'de', 1), ('4930', 'berlin', 2), ('49301', null, 3), ('4989', 'munich', 4),"
            + " ('1', 'us', 5), ('é', 'acute', 6), ('éè', 'both', 7), ('è', 'grave', 8),"
            + " ('4930_', 'wild', 9), ('493012345678', 'one', 10)",
        "prefix, name, n",
        "prefix");
    write(
        "nations",
        "('a', '', 'none', 1), ('a', '49', 'de', 2), ('a', '4930', 'berlin', 3), ('b', '4', 'b4', 4),"
            + " ('', '4930', 'nobody', 5)",
        "owner, prefix, name, n",
        "owner, prefix");
    write("layers", "('49', 'de', 1), ('4930', 'berlin', 2), ('49301', 'gone', 3)", "prefix");
    append("('49301', 'gone', 3, true), ('4930123', 'added', 4, false), ('', 'all', 5, false)");
    append("('4930', 'gone', 2, true), ('49', 'newer', 1, false), ('', 'all', 5, true)");
    StructField padded =
        new StructField(
            "prefix",
            DataTypes.StringType,
            false,
            new MetadataBuilder().putString(CharColumns.METADATA, "char(3)").build());
    save(
        SPARK.createDataFrame(
            List.of(RowFactory.create("49 ", "de")),
            new StructType(new StructField[] {padded}).add("name", DataTypes.StringType)),
        "chars",
        "prefix");
    views(SPARK);
  }

  private static void views(SparkSession session) {
    for (String name : List.of("areas", "nations", "layers", "chars")) {
      session.read().format("indexkv").load(directory + "/" + name).createOrReplaceTempView(name);
    }
    session
        .sql(
            """
            select * from values
              (1, '4930123456', 'a'), (2, '4930', 'a'), (3, '493', 'b'), (4, '5', 'a'), (5, '', 'a'),
              (6, null, 'a'), (7, 'éèé', 'c'), (8, 'é', null), (9, 'ê', 'a'), (10, '4930_7', 'b'),
              (11, '49301234567', ''), (12, '4930123456789', ''), (13, '498', 'b'), (14, '4899', 'a')
              as (id, number, owner)
            """)
        .createOrReplaceTempView("calls");
  }

  private static void write(String name, String rows, String columns, String key) {
    save(SPARK.sql("select * from values " + rows + " as (" + columns + ")"), name, key);
  }

  private static void save(Dataset<Row> rows, String name, String key) {
    rows.write().format("indexkv").option("key", key).save(directory + "/" + name);
  }

  private static void write(String name, String rows, String key) {
    write(name, rows, "prefix, name, n", key);
  }

  private static void append(String rows) {
    SPARK
        .sql("select * from values " + rows + " as (prefix, name, n, gone)")
        .write()
        .format("indexkv")
        .option("deleteColumn", "gone")
        .mode("append")
        .save(directory + "/layers");
  }

  private static final String AREAS =
      "1=null 2=berlin 3=de 4=null 5=null 6=null 7=both 8=acute 9=null 10=wild 11=null 12=one"
          + " 13=de 14=null";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "areas | | " + AREAS,
        // a condition rejects the longest one, so that a shorter one is the longest
        "areas | and d.name is not null | 1=berlin 2=berlin 3=de 4=null 5=null 6=null 7=both"
            + " 8=acute 9=null 10=wild 11=berlin 12=one 13=de 14=null",
        "areas | and length(d.prefix) < length(f.number) and d.n <> 3 | 1=berlin 2=de 3=de 4=null"
            + " 5=null 6=null 7=both 8=null 9=null 10=wild 11=berlin 12=one 13=de 14=null",
        "areas | and d.prefix < '4930' | 1=de 2=de 3=de 4=null 5=null 6=null 7=null 8=null 9=null"
            + " 10=de 11=de 12=de 13=de 14=null",
        "nations | and d.owner = f.owner | 1=berlin 2=berlin 3=b4 4=none 5=none 6=null 7=null"
            + " 8=null 9=none 10=b4 11=nobody 12=nobody 13=b4 14=none",
        "nations | and d.owner = f.owner and d.n > 1 | 1=berlin 2=berlin 3=b4 4=null 5=null 6=null"
            + " 7=null 8=null 9=null 10=b4 11=nobody 12=nobody 13=b4 14=null",
        "layers | | 1=added 2=newer 3=newer 4=null 5=null 6=null 7=null 8=null 9=null 10=newer"
            + " 11=added 12=added 13=newer 14=null",
        "layers | and d.n <> 4 | 1=newer 2=newer 3=newer 4=null 5=null 6=null 7=null 8=null 9=null"
            + " 10=newer 11=newer 12=newer 13=newer 14=null",
      })
  void theLongestPrefixOfEachTextIsFound(String table, String condition, String expected) {
    String more = condition == null ? "" : " " + condition;
    String scalar = SCALAR.formatted(table, more);

    Queries.Answer answer = Queries.run(scalar, Map.of());

    assertThat(answer.plan())
        .contains("access=longest-prefix", "startswith(number#", ", prefix)")
        .doesNotContain("Aggregate");
    assertThat(rows(scalar)).isEqualTo(expected);
    assertThat(answer.rows()).isEqualTo(Queries.run(scalar, OFF).rows());
    if (SPARK.version().startsWith("3.")) {
      return;
    }
    for (String order : List.of("length(d.prefix) desc", "octet_length(d.prefix) desc, d.n desc")) {
      String lateral = LATERAL.formatted("left", table, more, order);
      answer = Queries.run(lateral, Map.of());
      assertThat(answer.plan()).contains("access=longest-prefix").doesNotContain("Window");
      assertThat(rows(lateral)).isEqualTo(expected);
      assertThat(answer.rows()).isEqualTo(Queries.run(lateral, OFF).rows());
    }
  }

  private static String rows(String sql) {
    List<Row> rows = SPARK.sql(sql).orderBy("id").collectAsList();
    return String.join(" ", rows.stream().map(r -> r.get(0) + "=" + r.get(1)).toList());
  }

  @Test
  void anInnerJoinDropsTextsWithoutAPrefix() {
    assumeFalse(SPARK.version().startsWith("3."), "needs Spark 4");
    String sql = LATERAL.formatted("inner", "nations", " and d.owner = f.owner", "d.prefix desc");

    Queries.Answer answer = Queries.run(sql, Map.of());

    assertThat(answer.plan()).contains("access=longest-prefix", "owner#");
    assertThat(answer.rows()).hasSize(11).isEqualTo(Queries.run(sql, OFF).rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "startswith(lower(f.number), d.prefix)",
        "startswith(concat('4', f.id), d.prefix) and d.n > f.id",
        "startswith(f.id, d.prefix)",
        "startswith('4930', d.prefix) and f.id > 3",
        "startswith(f.number, d.prefix) and startswith(f.number, d.name) is null",
        "startswith(f.number, d.prefix) and d.name is not null and d.prefix not like '49%'",
      })
  void theTextIsAnyExpression(String condition) {
    String sql =
        "select f.id, (select max_by(concat(d.name, '!'), length(d.prefix)) from areas d where "
            + condition
            + ") as name from calls f";
    Queries.Answer answer = Queries.run(sql, Map.of());

    assertThat(answer.plan()).contains("access=longest-prefix");
    assertThat(answer.rows()).isEqualTo(Queries.run(sql, OFF).rows());
  }

  @Test
  void aTextThatFailsIsReadByTheConditionAlone() {
    String sql =
        "select f.id, (select max_by(d.name, length(d.prefix)) from areas d"
            + " where d.n > %d and startswith(string(49 div (f.id - 1)), d.prefix)) from calls f";
    Map<String, String> ansi = Map.of("spark.sql.ansi.enabled", "true");

    assertThatThrownBy(() -> Queries.run(sql.formatted(0), ansi))
        .hasStackTraceContaining("DIVIDE_BY_ZERO");
    assertThat(Queries.run(sql.formatted(99), ansi).rows()).hasSize(14);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_by(d.name, length(d.prefix)) from areas d where f.number like concat(d.prefix, '%')"
            + " | LIKE takes % and _ in 'prefix' for any characters",
        "max_by(d.name, length(d.prefix)) from nations d where startswith(f.number, d.prefix)"
            + " | the order is by length(",
        "max_by(d.name, length(d.owner)) from nations d where startswith(f.number, d.owner)"
            + " | several rows may have the same 'owner', and it is open which of them counts",
        "max_by(d.name, length(d.prefix)) from chars d where startswith(f.number, d.prefix)"
            + " | the order is by length(",
        "max_by(d.name, length(d.prefix)) from areas d where startswith(d.prefix, f.number)"
            + " | the order is by length(",
        "min_by(d.name, length(d.prefix)) from areas d where startswith(f.number, d.prefix)"
            + " | the order is by length(",
        "max_by(d.name, length(d.name)) from areas d where startswith(f.number, d.prefix)"
            + " | the order is by length(",
      })
  void otherQueriesStayWithSpark(String subquery, String reason) {
    String sql = "select f.id, (select " + subquery + ") from calls f";
    // another session says again what this one has said
    SparkSession session = SPARK.newSession();
    views(session);

    List<String> warnings =
        LoggedWarnings.of(
            FallbackLog.class,
            () -> assertThat(plan(session, sql)).doesNotContain("longest-prefix"));

    assertThat(warnings).anySatisfy(warning -> assertThat(warning).contains(reason));
    assertThat(Queries.run(sql, Map.of()).rows()).isEqualTo(Queries.run(sql, OFF).rows());
  }

  private static String plan(SparkSession session, String sql) {
    return Queries.plan(session.sql(sql)).toString();
  }

  @Test
  void anOrderByTheColumnAloneIsAFloor() {
    String sql =
        "select f.id, (select max_by(d.name, d.prefix) from areas d"
            + " where f.number like concat(d.prefix, '%')) from calls f";

    assertThat(plan(SPARK, sql)).contains("access=floor");
  }

  @Test
  void aTableFindsTheLongestPrefix() {
    try (LookupTable<Row> areas = LookupTable.load(SPARK, directory + "/areas");
        LookupTable<Row> nations = LookupTable.load(SPARK, directory + "/nations");
        LookupTable<Row> layers = LookupTable.load(SPARK, directory + "/layers")) {
      assertThat(areas.longestPrefix("493077").getString(1)).isEqualTo("berlin");
      assertThat(areas.longestPrefix("éèé").getString(1)).isEqualTo("both");
      assertThat(areas.longestPrefix("ê")).isNull();
      assertThat(areas.longestPrefix("")).isNull();
      assertThat(areas.longestPrefix((Object) null)).isNull();
      assertThat(areas.longestPrefix("4930" + "9".repeat(100_000)).getString(1))
          .isEqualTo("berlin");
      assertThat(nations.longestPrefix("a", "77").getString(2)).isEqualTo("none");
      assertThat(nations.longestPrefix("a", "").getString(2)).isEqualTo("none");
      assertThat(nations.longestPrefix("b", "5")).isNull();
      assertThat(nations.longestPrefix(null, "5")).isNull();
      assertThat(layers.longestPrefix("49301").getString(1)).isEqualTo("newer");
      assertThat(layers.longestPrefix("4930123").getString(1)).isEqualTo("added");
      assertThat(layers.longestPrefix("5")).isNull();
      assertThatThrownBy(() -> nations.longestPrefix("a"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the key has 2 columns [owner, prefix], but 1 values were given");
      assertThatThrownBy(() -> areas.longestPrefix(3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("key column 'prefix' is STRING, but the value '3'");
      assertThatNullPointerException().isThrownBy(() -> areas.longestPrefix((Object[]) null));
    }
  }

  @Test
  void aLongestPrefixNeedsAString() {
    write("numbers", "(1, 'a', 2)", "prefix, name, n", "n");
    try (LookupTable<Row> numbers = LookupTable.load(SPARK, directory + "/numbers")) {
      assertThatThrownBy(() -> numbers.longestPrefix(1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "key column 'n' is INT: a longest prefix needs a STRING as the last key column");
    }
  }
}
