/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.file.format.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows with correct checksums, but wrong positions of their bytes, are an error however they are
 * read.
 */
class ForgedRowsTest {
  private static final int ROWS = 400;
  private static final int FORGED = 77;

  @TempDir static Path directory;
  private static StoreDirectory good;
  private static int stores;

  /** The ways in which Spark reads a row. */
  enum Way {
    SCAN(Compression.none(), store -> read(store, "mmap", "true")),
    SCAN_OF_A_COLUMN(
        Compression.none(), store -> store.read().selectExpr("max(o)", "min(id)").collectAsList()),
    POINT(Compression.none(), store -> read(store, "mmap", "id = " + FORGED)),
    POINTS(Compression.none(), store -> read(store, "mmap", "id in (5, " + FORGED + ", 300)")),
    HEAP(Compression.none(), store -> read(store, "heap", "true")),
    HEAP_POINT(Compression.none(), store -> read(store, "heap", "id = " + FORGED)),
    REMOTE(Compression.none(), store -> read(store, "remote", "true")),
    REMOTE_POINT(Compression.none(), store -> read(store, "remote", "id = " + FORGED)),
    COMPRESSED(Compression.lz4(), store -> read(store, "mmap", "true")),
    COMPRESSED_REMOTE(Compression.lz4(), store -> read(store, "remote", "true")),
    COMPRESSED_REMOTE_POINT(Compression.lz4(), store -> read(store, "remote", "id = " + FORGED)),
    JOIN(Compression.none(), store -> join(store, Map.of())),
    JOIN_OF_ROWS(
        Compression.none(),
        store ->
            join(
                store,
                Map.of(
                    "spark.sql.codegen.wholeStage", "false",
                    "spark.sql.codegen.factoryMode", "NO_CODEGEN"))),
    JOIN_PARTITIONED(
        Compression.none(),
        store -> join(store, Map.of("spark.indexkv.join.routing", "partitioned"))),
    JOIN_COMPRESSED(Compression.lz4(), store -> join(store, Map.of())),
    TABLE_GET(
        Compression.none(),
        store -> {
          Row row = LookupTable.load(LocalSpark.session(), store.toString()).get((long) FORGED);
          return row == null ? List.of() : List.of(row);
        }),
    TABLE_GET_MANY(
        Compression.none(),
        store ->
            LookupTable.load(LocalSpark.session(), store.toString())
                .getMany(List.of(1L, (long) FORGED)));

    private final Compression compression;
    private final Function<StoreDirectory, List<Row>> rows;

    Way(Compression compression, Function<StoreDirectory, List<Row>> rows) {
      this.compression = compression;
      this.rows = rows;
    }
  }

  @BeforeAll
  static void writeGood() {
    good = new StoreDirectory(directory.resolve("good"));
    good.write(
        LocalSpark.session()
            .range(ROWS)
            .selectExpr(
                "id",
                "concat('name ', id) as s",
                "cast(concat('bytes ', id) as binary) as b",
                "cast(id as decimal(30, 2)) as d",
                "array(id, id) as a",
                "array(concat('t', id)) as t",
                "map('k', id) as m",
                "named_struct('x', concat('x', id)) as st",
                "id % 2 = 0 as o"),
        "id");
  }

  /** The changes to a row: a column, and the change of its slot or of its piece. */
  static Stream<Arguments> forgeries() {
    return Stream.of(
        slot("a string far away", 1, slot -> slot | 1L << 62),
        slot("a string longer than its row", 1, slot -> slot + 1000),
        slot("a string of a negative length", 1, slot -> slot | 0xFFFFFFFFL),
        slot("a string in the slots", 1, slot -> slot & 0xFFFFFFFFL),
        slot("a binary that takes all memory", 2, slot -> slot & ~0xFFFFFFFFL | Integer.MAX_VALUE),
        slot("a decimal of no byte", 3, slot -> slot & ~0xFFFFFFFFL),
        slot("a decimal of foreign bytes", 3, slot -> slot & ~0xFFFFFFFFL | 4000),
        piece("a decimal of more digits", 3, 0, 0x7F7F7F7F7F7F7F7FL, 16),
        slot("an array of no byte", 4, slot -> slot & ~0xFFFFFFFFL),
        piece("an array of many elements", 4, 0, 1L << 28, 0),
        piece("an array of fewer than none", 4, 0, -1, 0),
        piece("an array of more than all elements", 4, 0, Long.MAX_VALUE, 0),
        piece("an element far away", 5, 16, 1L << 60 | 8, 0),
        piece("a map with many keys", 6, 0, 1L << 40, 0),
        piece("a map with fewer values", 6, 0, 8, 0),
        piece("a struct's string far away", 7, 8, 1L << 60 | 8, 0),
        slot("a boolean that is both", 8, slot -> 2),
        row("a row that is cut in its slots", row -> Arrays.copyOf(row, 40)),
        row("a row without its end", row -> Arrays.copyOf(row, row.length - 8)),
        row("a row of odd length", row -> Arrays.copyOf(row, row.length - 3)),
        row("no byte", row -> new byte[0]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void aForgedRowFailsTheQuery(String name, UnaryOperator<byte[]> forge) throws IOException {
    StoreDirectory forged = forged(Compression.none(), forge);
    for (Way way : List.of(Way.SCAN, Way.JOIN, Way.TABLE_GET)) {
      assertFails(way, forged);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anArrayWithoutEndFailsEveryWay(Way way) throws IOException {
    int column = 4;
    StoreDirectory forged =
        forged(way.compression, row -> with(row, offset(row, column), 1L << 28));

    assertFails(way, forged);
  }

  @ParameterizedTest
  @EnumSource
  void aCopyWithoutForgeryIsReadEveryWay(Way way) throws IOException {
    StoreDirectory copy = forged(way.compression, row -> row);

    assertThat(way.rows.apply(copy)).isNotEmpty();
  }

  @Test
  void theOtherFileIsReadAsBefore() throws IOException {
    StoreDirectory forged = forged(Compression.none(), row -> new byte[0]);

    assertThat(forged.read().where("id = 399").first().getString(1)).isEqualTo("name 399");
  }

  private static void assertFails(Way way, StoreDirectory forged) {
    assertThatThrownBy(() -> way.rows.apply(forged))
        .as("%s", way)
        .satisfies(
            e ->
                assertThat(e)
                    .hasStackTraceContaining("CorruptFileException")
                    .hasStackTraceContaining("corrupt value at offset"))
        .satisfies(
            e -> {
              if (way.compression.equals(Compression.none())) {
                assertThat(e).hasStackTraceContaining("forged-0.ikv");
              }
            });
  }

  private static List<Row> read(StoreDirectory store, String mode, String where) {
    return LocalSpark.session()
        .read()
        .format("indexkv")
        .option("readMode", mode)
        .load(store.toString())
        .where(where)
        .collectAsList();
  }

  private static List<Row> join(StoreDirectory store, Map<String, String> settings) {
    SparkSession spark = LocalSpark.session();
    Map<String, String> all = new HashMap<>(settings);
    all.put("spark.indexkv.join.mode", "require");
    all.forEach((name, value) -> spark.conf().set(name, value));
    try {
      return spark.range(0, ROWS / 2, 1, 2).join(store.read(), "id").collectAsList();
    } finally {
      all.keySet().forEach(name -> spark.conf().unset(name));
    }
  }

  private static StoreDirectory forged(Compression compression, UnaryOperator<byte[]> forge)
      throws IOException {
    ForgedStore copy = new ForgedStore(good, compression);
    Path path = directory.resolve("forged-" + stores++);
    return copy.to(path, copy.manifest().schema(), FORGED, forge);
  }

  private static Arguments row(String name, UnaryOperator<byte[]> forge) {
    return Arguments.of(name, forge);
  }

  private static Arguments slot(String name, int column, LongUnaryOperator change) {
    int at = 8 + 8 * column;
    return row(name, row -> with(row, at, change.applyAsLong(words(row).getLong(at))));
  }

  /**
   * Writes a word into a column's piece. Unless {@code length} is 0, also sets the piece's length.
   */
  private static Arguments piece(String name, int column, int at, long word, int length) {
    return row(
        name,
        row -> {
          byte[] forged = with(row, offset(row, column) + at, word);
          return length == 0
              ? forged
              : with(forged, 8 + 8 * column, (long) offset(row, column) << 32 | length);
        });
  }

  private static int offset(byte[] row, int column) {
    return (int) (words(row).getLong(8 + 8 * column) >>> 32);
  }

  private static byte[] with(byte[] row, int at, long word) {
    byte[] changed = row.clone();
    words(changed).putLong(at, word);
    return changed;
  }

  private static ByteBuffer words(byte[] row) {
    return ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
  }
}
