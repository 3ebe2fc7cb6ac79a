/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.conf.ColumnarScans;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scan that gives batches of columns has the same rows as one that gives rows. */
@Tag("slow")
class ColumnarScanTest {
  /** Columns of every type that batches can have; each is null in other rows. */
  private static final String[] FLAT = {
    "id",
    nullable(2, "id % 2 = 0", "a"),
    nullable(3, "cast(id % 100 as tinyint)", "b"),
    nullable(4, "cast(-id as smallint)", "c"),
    nullable(5, "cast(id * 1000 as int)", "d"),
    nullable(6, "id * 10000000000", "e"),
    nullable(7, "cast(id / 3 as float)", "f"),
    nullable(8, "if(id % 5 = 0, double('NaN'), if(id % 5 = 1, double('-0.0'), id / 7))", "g"),
    nullable(9, "cast(id as decimal(9, 2))", "h"),
    nullable(10, "cast(id as decimal(18, 3)) / 3", "i"),
    nullable(11, "cast((id - 2000) as decimal(38, 10)) / 3", "j"),
    nullable(12, "repeat('ä', cast(abs(id) % 50 as int))", "k"),
    nullable(13, "cast(concat('b', id) as binary)", "l"),
    nullable(14, "date_add(date'2026-01-01', cast(id as int))", "m"),
    nullable(15, "timestamp_micros(1767225600000000 + id * 1000003)", "n"),
    nullable(16, "cast(timestamp_micros(id * 1000003) as timestamp_ntz)", "o"),
    nullable(17, "make_ym_interval(cast(id as int), 1)", "p"),
    nullable(18, "make_dt_interval(cast(id as int), 1, 2, 3.5)", "q"),
    nullable(19, "if(id % 1999 = 0, repeat('long ', 300000), concat('t', id))", "r"),
    "cast(null as string) as s"
  };

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  private static String nullable(int every, String expression, String name) {
    return "if(id %% %d = 1, null, %s) as %s".formatted(every, expression, name);
  }

  @BeforeEach
  void set() {
    spark.conf().set(ColumnarScans.OPTION, "true");
  }

  @AfterEach
  void unset() {
    spark.conf().unset(ColumnarScans.OPTION);
  }

  @ParameterizedTest
  @CsvSource({"none,mmap", "none,heap", "zstd,heap", "lz4,remote"})
  void everyTypeIsTheSame(String codec, String mode) {
    write(flat(-1000, 4000), codec).mode("overwrite").save(path());
    long seed = Long.getLong("indexkv.seed", System.nanoTime());
    Random random = new Random(seed);

    for (int query = 0; query < 6; query++) {
      List<String> columns = some(random);
      assertSame(
          store(mode).selectExpr(columns.toArray(String[]::new)), "seed " + seed + ", " + columns);
    }
    assertSame(store(mode), "all columns");
    assertSame(store(mode).where("r like 't1%' or h > 3").select("k", "j"), "a filter");
    assertSame(store(mode).where("id between 100 and 2500").select("e", "k"), "a range");
    assertSame(store(mode).groupBy("b").agg(Collections.singletonMap("e", "sum")), "groups");
    assertSame(store(mode).selectExpr("1"), "no columns");
  }

  /** Rows of newer layers take the place of others, and deleted keys are gone. */
  @Test
  void layersAreMerged() {
    write(flat(0, 3000), "none").mode("overwrite").save(path());
    write(flat(2000, 5000), "none").mode("append").save(path());
    write(flat(100, 4000).selectExpr("*", "id % 3 = 0 as gone"), "none")
        .option("deleteColumn", "gone")
        .mode("append")
        .save(path());

    assertThat(store("mmap").where("e > 0 or e is null or e <= 0").count()).isEqualTo(5000 - 1300);
    assertSame(store("mmap"), "all columns");
    assertSame(store("mmap").select("k", "a"), "two columns");
    assertSame(store("mmap").where("id >= 1990 and id < 4500").select("l"), "a range");
  }

  @Test
  void renamedDroppedAndDefaultedColumns() {
    spark.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    Dataset<Row> first =
        spark
            .range(500)
            .selectExpr("id", "int(id * 2) as x", "concat('y', id) as y", "id / 3 as z");
    write(first, "none").mode("overwrite").save(path());
    alter("rename column y to text");
    alter("drop column z");
    alter("add column d int default 7");
    alter("add column z string");
    alter("alter column x type bigint");
    Dataset<Row> second =
        spark
            .range(400, 600)
            .selectExpr("id", "id as x", "'n' as text", "int(id) as d", "'z' as z");
    write(second, "none").mode("append").save(path());

    assertSame(store("mmap"), "all columns");
    assertSame(store("mmap").select("d", "x"), "two columns");
    assertSame(store("mmap").where("x > 250").select("text", "z"), "strings");
    assertThat(store("mmap").selectExpr("sum(d)", "count(z)").first().toString())
        .isEqualTo("[%d,200]".formatted(400 * 7 + (400 + 599) * 100));
  }

  private void alter(String change) {
    spark.sql("alter table indexkv.`%s` %s".formatted(path(), change));
  }

  @Test
  void nestedColumnsComeAsRows() {
    Dataset<Row> rows =
        spark.range(100).selectExpr("id", "struct(id as x) as s", "array(id) as a", "id as v");
    write(rows, "none").mode("overwrite").save(path());

    assertThat(isColumnar(store("mmap").select("v"))).isTrue();
    assertThat(isColumnar(store("mmap").select("v", "a"))).isFalse();
    assertThat(isColumnar(store("mmap").selectExpr("s.x"))).isFalse();
    assertThat(store("mmap").selectExpr("sum(s.x)", "sum(v)", "sum(a[0])").first().toString())
        .isEqualTo("[4950,4950,4950]");
  }

  @Test
  void aSettingTurnsItOff() {
    write(flat(0, 10), "none").mode("overwrite").save(path());

    assertThat(isColumnar(store("mmap").select("b"))).isTrue();
    spark.conf().set(ColumnarScans.OPTION, "false");
    assertThat(isColumnar(store("mmap").select("b"))).isFalse();
    spark.conf().unset(ColumnarScans.OPTION);
    assertThat(isColumnar(store("mmap").select("b"))).isTrue();
    spark.conf().set(ColumnarScans.OPTION, "perhaps");
    assertThatThrownBy(() -> isColumnar(store("mmap").select("b")))
        .hasMessageContaining("spark.indexkv.scan.columnar is 'perhaps', expected one of true");
  }

  @Test
  void hiddenColumnsComeAsRows() {
    write(flat(0, 100), "none").mode("overwrite").save(path());

    assertThat(isColumnar(store("mmap").select("b", "_file"))).isFalse();
    assertThat(isColumnar(store("mmap").select("_version"))).isFalse();
    assertThat(store("mmap").select("_version").distinct().count()).isEqualTo(1);
  }

  /** A query that needs a few rows gets them from a small batch. */
  @Test
  void limitsAndKeysComeAsRows() {
    write(flat(0, 100), "none").mode("overwrite").save(path());

    assertThat(isColumnar(store("mmap").limit(3))).isFalse();
    assertThat(isColumnar(store("mmap").where("id in (3, 4)"))).isFalse();
    assertThat(isColumnar(store("mmap").orderBy("id").limit(3))).isFalse();
  }

  private List<String> some(Random random) {
    List<String> columns =
        new ArrayList<>(Arrays.stream(FLAT).map(c -> c.substring(c.lastIndexOf(' ') + 1)).toList());
    Collections.shuffle(columns, random);
    return columns.subList(0, 1 + random.nextInt(columns.size() - 1));
  }

  private void assertSame(Dataset<Row> query, String what) {
    List<String> asColumns = rows(query, true);
    List<String> asRows = rows(query, false);
    assertThat(asColumns).as(what).isEqualTo(asRows).isNotEmpty();
  }

  /** The rows of the query as texts, planned anew. */
  private List<String> rows(Dataset<Row> query, boolean columnar) {
    spark.conf().set(ColumnarScans.OPTION, columnar);
    Dataset<Row> again = query.select(new Column("*"));
    assertThat(isColumnar(again)).isEqualTo(columnar);
    return again.collectAsList().stream().map(ColumnarScanTest::text).sorted().toList();
  }

  private static String text(Row row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      String text = value instanceof byte[] b ? Arrays.toString(b) : String.valueOf(value);
      values.add(text.length() > 200 ? text.length() + " " + text.hashCode() : text);
    }
    return values.toString();
  }

  private static boolean isColumnar(Dataset<Row> rows) {
    LogicalPlan plan = rows.queryExecution().optimizedPlan();
    return ((DataSourceV2ScanRelation) plan.collectLeaves().head()).scan().columnarSupportMode()
        == Scan.ColumnarSupportMode.SUPPORTED;
  }

  private Dataset<Row> flat(long from, long to) {
    return spark.range(from, to).selectExpr(FLAT);
  }

  private DataFrameWriter<Row> write(Dataset<Row> rows, String codec) {
    return new StoreDirectory(directory.resolve("store"))
        .writer(rows, "id")
        .option("codec", codec)
        .option("targetFileSize", "300k")
        .option("blockSize", "4k");
  }

  private Dataset<Row> store(String mode) {
    return spark.read().format("indexkv").option("readMode", mode).load(path());
  }

  private String path() {
    return directory.resolve("store").toString();
  }
}
