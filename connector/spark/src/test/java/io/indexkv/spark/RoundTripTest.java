/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
  /** A column of each type, null in every third row. */
  private static final String[] ALL_TYPES = {
    "id",
    nullable("id % 2 = 0", "c_boolean"),
    nullable("cast(id % 100 as tinyint)", "c_tinyint"),
    nullable("cast(-id as smallint)", "c_smallint"),
    nullable("cast(id * 1000 as int)", "c_int"),
    nullable("id * 10000000000", "c_bigint"),
    nullable("cast(id / 3 as float)", "c_float"),
    nullable("cast(id / 7 as double)", "c_double"),
    nullable("cast(id as decimal(9, 2))", "c_decimal"),
    nullable("cast(id as decimal(38, 10)) / 3", "c_big_decimal"),
    nullable("repeat('ä', cast(id % 40 as int))", "c_string"),
    nullable("cast(concat('b', id) as binary)", "c_binary"),
    nullable("date_add(date'2026-01-01', cast(id as int))", "c_date"),
    nullable("timestamp_micros(id * 1000003)", "c_timestamp"),
    nullable("cast(timestamp_micros(id * 1000003) as timestamp_ntz)", "c_timestamp_ntz"),
    nullable("make_ym_interval(cast(id as int), 1)", "c_months"),
    nullable("make_dt_interval(cast(id as int), 1, 2, 3.5)", "c_micros"),
    nullable("struct(id, concat('s', id) as s, if(id % 2 = 0, null, id) as n)", "c_struct"),
    nullable("array(id, null, -id)", "c_array"),
    nullable("map(concat('k', id), array(struct(id as x)))", "c_map")
  };

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @Test
  void returnsEveryTypeAsItWasWritten() {
    Dataset<Row> rows = spark.range(-200, 300).selectExpr(ALL_TYPES);
    store().write(rows, "id");

    assertThat(sorted(store().read())).isEqualTo(sorted(rows));
  }

  @Test
  void keepsNamesTypesAndComments() {
    Metadata comment = new MetadataBuilder().putString("comment", "what it is").build();
    Dataset<Row> rows = spark.range(3).selectExpr(ALL_TYPES).withMetadata("c_int", comment);
    store().write(rows, "id");

    assertThat(store().read().schema().apply("c_int").getComment().get()).isEqualTo("what it is");

    assertThat(store().read().schema().asNullable()).isEqualTo(rows.schema().asNullable());
    assertThat(store().read().schema().apply("id").nullable()).isFalse();
    assertThat(store().read().schema().apply("c_int").nullable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cast(id - 100 as tinyint)",
        "cast(id * 300 - 30000 as smallint)",
        "cast(id * 20000000 - 2000000000 as int)",
        "(id - 100) * 90000000000000000",
        "concat('k', id * 7919 % 200)",
        "if(id = 0, '', repeat(char(id), cast(id % 5 + 1 as int)) || id)"
      })
  void returnsEveryKeyOfAType(String key) {
    Dataset<Row> rows = spark.range(200).selectExpr(key + " as k", "id as v");
    store().writer(rows, "k").option("targetFileSize", "1k").save(store().toString());

    assertThat(sorted(store().read())).isEqualTo(sorted(rows));
  }

  @Test
  void writesManyFilesOfTheTargetSizeAndReadsThemInKeyOrder() {
    Dataset<Row> rows =
        spark.range(20_000).selectExpr("(id * 7919) % 20000 as id", "repeat('x', 90) as x");
    store()
        .writer(rows, "id")
        .option("targetFileSize", "64k")
        .option("blockSize", "4k")
        .save(store().toString());

    // 20,000 rows of more than 100 bytes
    assertThat(store().dataFiles()).hasSizeBetween(20, 60);
    assertThat(store().read().count()).isEqualTo(20_000);
    assertThat(store().read().sort("id").collectAsList())
        .isEqualTo(rows.sort("id").collectAsList());
  }

  @Test
  void needsNoAdaptiveExecution() {
    Dataset<Row> rows = spark.range(1000).selectExpr("(id * 7919) % 1000 as id", "id as v");
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    try {
      store().write(rows, "id");
      assertThat(store().dataFiles()).hasSizeGreaterThan(1);
      assertThat(sorted(store().read())).isEqualTo(sorted(rows));
    } finally {
      spark.conf().set("spark.sql.adaptive.enabled", "true");
    }
  }

  @Test
  void anEmptyInputMakesAnEmptyStore() {
    store().write(spark.range(10).selectExpr("id", "'x' as x").where("id < 0"), "id");

    assertThat(store().dataFiles()).isEmpty();
    assertThat(store().manifests()).hasSize(1);
    assertThat(store().read().count()).isZero();
    assertThat(store().read().where("id = 3").collectAsList()).isEmpty();
    assertThat(store().read().schema().fieldNames()).containsExactly("id", "x");
  }

  @Test
  void namesOfColumnsMayHoldAnything() {
    Dataset<Row> rows =
        spark.range(10).selectExpr("id as `a.b ``c```", "concat('v', id) as `größe in m`");
    store().write(rows, "a.b `c`");

    assertThat(store().read().schema().fieldNames()).containsExactly("a.b `c`", "größe in m");
    assertThat(store().read().where("`a.b ``c``` = 7").first().getString(1)).isEqualTo("v7");
  }

  @Test
  void charAndVarcharColumnsComeBackAsStrings() {
    Dataset<Row> rows = spark.sql("select 1L as id, cast('abc' as varchar(5)) as c");
    store().write(rows, "id");

    StructField column = store().read().schema().apply("c");
    assertThat(column.dataType().simpleString()).isEqualTo("string");
    assertThat(column.metadata().json()).isEqualTo("{}");
  }

  private static String nullable(String expression, String name) {
    return "if(id % 3 = 0, null, " + expression + ") as " + name;
  }

  private static List<Row> sorted(Dataset<Row> rows) {
    return rows.sort(rows.columns()[0]).collectAsList();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
