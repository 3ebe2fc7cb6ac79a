/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.hadoop.Storages;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.CommittedVersion;
import io.indexkv.store.VersionLog;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.Compaction;
import io.indexkv.value.Column;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain Java reads stores that Spark writes, and the other way round. */
class PlainJavaTest {
  private static final Column[] COLUMNS = {
    Column.int64("id"),
    Column.string("name"),
    Column.date("day"),
    Column.timestamp("at"),
    Column.decimal("price", 10, 2),
    Column.bool("open"),
    Column.opaque("parts")
  };

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path path;

  @Test
  void plainJavaReadsWhatSparkHasWritten() throws IOException {
    spark
        .sql(
            "select id, concat('name of ', id) as name, date'2026-01-01' as day,"
                + " timestamp'2026-01-01 06:28:00Z' as at, cast(id / 4 as decimal(10,2)) as price,"
                + " id % 2 = 0 as open, array(id) as parts from range(1000)")
        .write()
        .format("indexkv")
        .option("key", "id")
        .save(path.toString());

    try (Store<Long, io.indexkv.value.Row> store =
        Store.open(path, Keys.int64(), Values.row(COLUMNS))) {
      assertThat(store.size()).isEqualTo(1000);
      io.indexkv.value.Row row = store.require(7L);
      assertThat(row.int64(0)).isEqualTo(7);
      assertThat(row.string(1)).isEqualTo("name of 7");
      assertThat(row.date(2)).isEqualTo(LocalDate.of(2026, 1, 1));
      assertThat(row.timestamp(3)).isEqualTo(Instant.parse("2026-01-01T06:28:00Z"));
      assertThat(row.decimal(4)).isEqualTo(new BigDecimal("1.75"));
      assertThat(row.bool(5)).isFalse();
      assertThat(row.bytes(6)).isNotEmpty();
      assertThat(store.scan(Range.closed(10L, 12L)).stream().map(e -> e.value().string(1)))
          .containsExactly("name of 10", "name of 11", "name of 12");
    }
    Column[] swapped = COLUMNS.clone();
    swapped[1] = Column.bytes("name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Store.open(path, Keys.int64(), Values.row(swapped)))
        .withMessageContaining("has rows of (id long, name string, day date,");
  }

  @Test
  void sparkReadsRowsThatPlainJavaHasWritten() throws IOException {
    RowLayout layout = new RowLayout(Column.int64("id"), Column.string("name"));
    try (StoreWriter<Long, io.indexkv.value.Row> writer =
        Store.write(
            path, Keys.int64(), Values.row(layout), WriteOptions.defaults().keyColumns("id"))) {
      for (long id : new long[] {30, 10, 20}) {
        writer.add(id, layout.row(id, "name of " + id));
      }
      writer.commit();
    }

    List<Row> rows = spark.read().format("indexkv").load(path.toString()).collectAsList();
    assertThat(rows.stream().map(Row::toString))
        .containsExactlyInAnyOrder("[10,name of 10]", "[20,name of 20]", "[30,name of 30]");
    assertThat(
            spark
                .read()
                .format("indexkv")
                .load(path.toString())
                .where("id = 20")
                .first()
                .getString(1))
        .isEqualTo("name of 20");
  }

  @Test
  void eachChangesWhatTheOtherHasWritten() throws IOException {
    spark
        .sql("select id, concat('spark ', id) as name from range(6)")
        .write()
        .format("indexkv")
        .option("key", "id")
        .save(path.toString());
    RowLayout layout = new RowLayout(Column.int64("id"), Column.string("name"));
    try (StoreWriter<Long, io.indexkv.value.Row> writer =
        Store.write(path, Keys.int64(), Values.row(layout), WriteOptions.defaults().upsert())) {
      writer.add(1L, layout.row(1L, "java 1"));
      writer.delete(2L);
      writer.commit();
    }
    spark
        .sql("select id, concat('append ', id) as name, id = 4 as gone from range(3, 5)")
        .write()
        .format("indexkv")
        .mode("append")
        .option("deleteColumn", "gone")
        .save(path.toString());

    List<Row> rows = spark.read().format("indexkv").load(path.toString()).collectAsList();
    assertThat(rows.stream().map(Row::toString))
        .containsExactlyInAnyOrder("[0,spark 0]", "[1,java 1]", "[3,append 3]", "[5,spark 5]");
    try (Store<Long, io.indexkv.value.Row> store =
        Store.open(path, Keys.int64(), Values.row(layout))) {
      assertThat(store.size()).isEqualTo(4);
      assertThat(store.require(3L).string(1)).isEqualTo("append 3");
    }
  }

  @Test
  void plainJavaCompactsWhatSparkHasAppended() throws IOException {
    StoreDirectory directory = new StoreDirectory(path.resolve("store"));
    directory.write(spark.range(3).toDF("id"), "id");
    spark.range(2, 5).toDF("id").write().format("indexkv").mode("append").save(directory + "");

    Storage storage =
        Storages.open(directory.toString(), spark.sparkContext().hadoopConfiguration());
    new Compaction(storage).run();

    assertThat(new VersionLog(storage).history())
        .extracting(CommittedVersion::operation)
        .containsExactly("compact", "upsert", "overwrite");
    assertThat(directory.read().collectAsList().stream().map(Row::toString))
        .containsExactlyInAnyOrder("[0]", "[1]", "[2]", "[3]", "[4]");
  }
}
