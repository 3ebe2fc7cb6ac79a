/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.Entries;
import io.indexkv.Entry;
import io.indexkv.Store;
import io.indexkv.cli.Main;
import io.indexkv.cli.store.RawValues;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.Pin;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.storage.LocalStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same Parquet files, written by Spark's writer and by {@code import}, make equal stores. */
class SameStoreTest {
  private static final int ROWS = 3000;
  private static SparkSession spark;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.session.timeZone", "America/New_York")
            .config("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED")
            .config("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Rows of every type that a store has, each column with nulls and with its ends. */
  private static Dataset<Row> rows() {
    return spark
        .range(ROWS)
        .selectExpr(
            "id * 7919 % 3001 - 1500 AS id",
            "concat('key ', id, ' é漢😀') AS word",
            "IF(id % 7 = 0, null, id % 2 = 0) AS flag",
            "CAST(IF(id % 7 = 1, null, id % 256 - 128) AS TINYINT) AS tiny",
            "CAST(IF(id % 7 = 2, null, -id) AS SMALLINT) AS small",
            "CAST(IF(id % 7 = 3, null, -id * 700000) AS INT) AS whole",
            "IF(id % 7 = 4, null, id * -3074457345618258) AS big",
            "CAST(IF(id % 7 = 5, null, IF(id % 3 = 0, 'NaN', -id / 3)) AS FLOAT) AS single",
            "CAST(IF(id % 7 = 6, null, IF(id % 3 = 0, '-0.0', id / 7)) AS DOUBLE) AS real",
            "CAST(IF(id % 5 = 0, null, (id - 1500) / 100) AS DECIMAL(9,2)) AS short_decimal",
            "CAST(IF(id % 5 = 1, null, (id - 1500) * 123456789) AS DECIMAL(18,4)) AS decimal",
            "CAST(IF(id % 5 = 2, null, (id - 1500) * 1234567890123) * 1e9BD AS DECIMAL(38,10))"
                + " AS wide_decimal",
            "date_add(DATE'1500-01-01', CAST(IF(id % 5 = 3, null, id * 100) AS INT)) AS day",
            "timestamp_micros(IF(id % 5 = 4, null, (id - 1000) * 1234567890123)) AS time",
            "CAST(timestamp_micros(id * 1234567890123) AS TIMESTAMP_NTZ) AS local_time",
            "IF(id % 3 = 0, null, repeat('x', CAST(id % 40 AS INT))) AS text",
            "CAST(IF(id % 3 = 1, null, unhex(hex(id * 65537))) AS BINARY) AS bytes",
            "make_ym_interval(CAST(id AS INT), CAST(-id AS INT)) AS months",
            "make_dt_interval(CAST(id AS INT), 0, 0, id / 1000) AS duration",
            "IF(id % 4 = 0, null, named_struct('a', CAST(id % 100 AS TINYINT), 'b', CAST(null AS"
                + " DECIMAL(30,3)), 'c', concat('c', id), 'd', array(id, null))) AS struct",
            "IF(id % 4 = 1, null, transform(sequence(0, id % 70), i -> IF(i % 3 = 0, null, CAST(i"
                + " AS SMALLINT)))) AS numbers",
            "IF(id % 4 = 2, null, transform(sequence(0, id % 5), i -> CAST(IF(i % 3 = 0, null, i *"
                + " 1e12BD) AS DECIMAL(38,6)))) AS decimals",
            "CAST(array() AS ARRAY<STRING>) AS nothing",
            "IF(id % 4 = 3, null, map('one', array(map(id, 1.5D)), concat('n', id), null)) AS"
                + " pairs");
  }

  private void cli(String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(directory, new ByteArrayOutputStream(), err, args);
    assertThat(exit).as(err.toString(UTF_8)).isZero();
  }

  /** The Parquet files of the rows. */
  private Dataset<Row> files() {
    return spark.read().parquet(path("rows"));
  }

  private void save(Dataset<Row> rows, String key, String store) {
    rows.write().format("indexkv").option("key", key).mode("overwrite").save(path(store));
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void requireEqual(Keys<?> keys) throws IOException {
    Manifest bySpark = manifest("spark");
    Manifest byImport = manifest("import");
    assertThat(byImport.schema()).isEqualTo(bySpark.schema());
    assertThat(byImport.keyColumns()).isEqualTo(bySpark.keyColumns());
    assertThat(byImport.keyTypes()).isEqualTo(bySpark.keyTypes());
    assertThat(byImport.properties()).containsEntry(StoreProperties.VALUE_ENCODING, "row-v1");
    requireSameEntries(keys);
    List<String> expected = read("spark");
    assertThat(expected).hasSize(ROWS);
    assertThat(read("import")).isEqualTo(expected);
  }

  private Manifest manifest(String store) throws IOException {
    return Pin.newest().resolve(new LocalStorage(directory.resolve(store))).orElseThrow();
  }

  /** Each key of one store gets the same bytes from the other. */
  private <K> void requireSameEntries(Keys<K> keys) throws IOException {
    int entries = 0;
    RawValues rows = new RawValues("row-v1");
    try (Store<K, byte[]> one = Store.open(directory.resolve("spark"), keys, rows);
        Store<K, byte[]> other = Store.open(directory.resolve("import"), keys, rows);
        Entries<K, byte[]> all = one.scan(Range.all())) {
      while (all.hasNext()) {
        Entry<K, byte[]> entry = all.next();
        byte[] found = other.get(entry.key());
        if (!Arrays.equals(found, entry.value())) {
          assertThat(found).as("the row of " + entry.key()).isEqualTo(entry.value());
        }
        entries++;
      }
    }
    assertThat(entries).isEqualTo(ROWS);
  }

  private List<String> read(String store) {
    List<String> texts = new ArrayList<>();
    for (Row row :
        spark
            .read()
            .format("indexkv")
            .load(path(store))
            .withColumn("bytes", org.apache.spark.sql.functions.expr("hex(bytes)"))
            .orderBy("id")
            .collectAsList()) {
      texts.add(row.toString());
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT96", "TIMESTAMP_MICROS", "TIMESTAMP_MILLIS"})
  void everyTypeIsTheSame(String timestamps) throws IOException {
    spark.conf().set("spark.sql.parquet.outputTimestampType", timestamps);
    try {
      rows().repartition(3).write().parquet(path("rows"));
    } finally {
      spark.conf().unset("spark.sql.parquet.outputTimestampType");
    }

    save(files(), "id", "spark");
    cli("import", "import", "rows", "--key", "id");

    requireEqual(Keys.int64());
  }

  @Test
  void keysOfSeveralColumnsAreTheSame() throws IOException {
    rows().write().parquet(path("rows"));
    List<String> key = List.of("word", "local_time", "id");

    save(files(), String.join(",", key), "spark");
    cli("import", "import", "rows", "--key", String.join(",", key));

    requireEqual(Keys.composite(Keys.string(), Keys.timestampNtz(), Keys.int64()));
  }

  @Test
  void olderListsAndTheDataOfCharColumnsAreTheSame() throws IOException {
    spark.conf().set("spark.sql.parquet.writeLegacyFormat", true);
    try {
      rows().drop("local_time").write().parquet(path("rows"));
    } finally {
      spark.conf().unset("spark.sql.parquet.writeLegacyFormat");
    }
    save(files(), "id", "spark");
    cli("import", "import", "rows", "--key", "id");

    requireEqual(Keys.int64());
  }

  @Test
  void importChangesAStoreOfSparkAndSparkReadsWhatExportWrites() throws IOException {
    rows().write().parquet(path("rows"));
    save(files(), "id", "spark");
    save(files().where("id % 2 = 0"), "id", "import");
    cli("import", "import", "rows", "--mode", "append");
    requireEqual(Keys.int64());

    cli("export", "import", "again.parquet");
    Dataset<Row> again = spark.read().parquet(path("again.parquet"));
    assertThat(again.schema()).isEqualTo(files().schema());
    save(again, "id", "import");
    requireEqual(Keys.int64());
  }
}
