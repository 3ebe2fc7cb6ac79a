/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.codec.CharColumns;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lookup table finds the neighbours of keys, and the keys with the same first columns. */
class LookupTableOrderTest {
  private static final List<String> SYMBOLS = List.of("", "a", "a\0", "b", "bb", "z\uFFFF");

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  /** Symbols 1, 3 and 4, with 300 times each, of which a part is deleted, changed or added. */
  private void writeQuotes(boolean layers) {
    StoreDirectory store = new StoreDirectory(directory);
    String rows =
        "select element_at(array('a', 'b', 'bb'), cast(id %% 3 as int) + 1) as symbol,"
            + " cast(id div 3 * 2 as int) as at, id * %d as price%s from range(900) where %s";
    store.write(spark.sql(rows.formatted(1, "", "id % 7 <> 2")), "symbol, at");
    if (layers) {
      for (int layer = 0; layer < 2; layer++) {
        store
            .writer(
                spark.sql(
                    rows.formatted(
                        10,
                        ", id % 5 = 0 as gone",
                        "(id % 5 = 0 or id % 7 = 2) and id % 2 = " + layer)),
                "symbol, at")
            .option("deleteColumn", "gone")
            .mode("append")
            .save(store.toString());
      }
    }
  }

  private static List<Object> key(Row row) {
    return List.of(row.getString(0), row.getInt(1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsTheNeighboursOfEachKey(boolean layers) {
    writeQuotes(layers);
    TreeMap<List<Object>, Row> expected =
        new TreeMap<>(
            Comparator.comparing((List<Object> key) -> (String) key.get(0))
                .thenComparing(key -> (Integer) key.get(1)));
    new StoreDirectory(directory)
        .read()
        .collectAsList()
        .forEach(row -> expected.put(key(row), row));
    assertThat(expected).hasSize(layers ? 720 : 771);

    try (LookupTable<Row> quotes = LookupTable.load(spark, directory.toString())) {
      for (String symbol : SYMBOLS) {
        for (int at = -3; at < 610; at++) {
          List<Object> key = List.of(symbol, at);
          String name = "(%s, %d)".formatted(symbol, at);
          assertThat(quotes.floor(symbol, at)).as(name).isEqualTo(row(expected.floorEntry(key)));
          assertThat(quotes.lower(symbol, at)).as(name).isEqualTo(row(expected.lowerEntry(key)));
          assertThat(quotes.ceiling(symbol, at))
              .as(name)
              .isEqualTo(row(expected.ceilingEntry(key)));
          assertThat(quotes.higher(symbol, at)).as(name).isEqualTo(row(expected.higherEntry(key)));
          assertThat(all(quotes.scanPrefix(symbol, at)))
              .as(name)
              .isEqualTo(expected.containsKey(key) ? List.of(expected.get(key)) : List.of());
        }
        assertThat(all(quotes.scanPrefix(symbol)))
            .isEqualTo(
                expected.values().stream().filter(row -> row.getString(0).equals(symbol)).toList());
      }
    }
  }

  private static Row row(Map.Entry<List<Object>, Row> entry) {
    return entry == null ? null : entry.getValue();
  }

  private static List<Row> all(Iterator<Row> rows) {
    List<Row> all = new ArrayList<>();
    rows.forEachRemaining(all::add);
    return all;
  }

  @Test
  void aDeletedKeyIsNoNeighbour() {
    writeQuotes(true);
    try (LookupTable<Row> quotes = LookupTable.load(spark, directory.toString())) {
      assertThat(quotes.get("a", 10)).isNull(); // id 15
      assertThat(quotes.floor("a", 10).getInt(1)).isEqualTo(8);
      assertThat(quotes.ceiling("a", 10).getInt(1)).isEqualTo(12);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // key, then where its floor, lower, ceiling and higher are
        "300, 0, 3, 3, -, -",
        "-300, 0, -, -, 0, 0",
        "7, 0, 2, 1, 2, 3",
        "7, 0.001, 2, 2, 3, 3",
        "7, -0.001, 1, 1, 2, 2",
        "7, 99.99, 3, 2, 3, -",
        "7, 99.991, 3, 3, -, -",
        "7, -99.999, 1, 1, 2, 2",
        "-5, -1.25, 0, -, 0, 1",
        "-5, -1.2501, -, -, 0, 0",
        "-5, -1.2499, 0, 0, 1, 1",
        "-5, 1e400, 1, 1, 2, 2",
        "-5, -1e999999999, -, -, 0, 0",
        "7, 1e-999999999, 2, 2, 3, 3",
        "7, -1e-999999999, 1, 1, 2, 2",
        "6, 1e999999999, 1, 1, 2, 2",
      })
  void aValueOutsideOfTheColumnsTypeHasItsPlace(
      long first,
      BigDecimal second,
      Integer floor,
      Integer lower,
      Integer ceiling,
      Integer higher) {
    new StoreDirectory(directory)
        .write(
            spark.sql(
                "select cast(a as tinyint) as a, cast(b as decimal(4,2)) as b, n from values"
                    + " (-5, -1.25, 0), (-5, 3.10, 1), (7, 0.0, 2), (7, 99.99, 3) as t(a, b, n)"),
            "a, b");
    try (LookupTable<Row> table = LookupTable.load(spark, directory.toString())) {
      assertThat(number(table.floor(first, second))).isEqualTo(floor);
      assertThat(number(table.lower(first, second))).isEqualTo(lower);
      assertThat(number(table.ceiling(first, second))).isEqualTo(ceiling);
      assertThat(number(table.higher(first, second))).isEqualTo(higher);
      // a key with equal neighbours is in the store
      Integer equal = floor != null && floor.equals(ceiling) ? floor : null;
      assertThat(number(table.get(first, second))).isEqualTo(equal);
      assertThat(all(table.scanPrefix(first, second))).hasSize(equal == null ? 0 : 1);
      int rows = first == -5 || first == 7 ? 2 : 0;
      assertThat(all(table.scanPrefix(first))).hasSize(rows);
    }
  }

  private static Integer number(Row row) {
    return row == null ? null : row.getInt(2);
  }

  @Test
  void zeroIsADecimalWithoutDigitsBeforeThePoint() {
    new StoreDirectory(directory)
        .write(spark.sql("select cast(0 as decimal(2,2)) as k, 'zero' as v"), "k");
    try (LookupTable<Row> table = LookupTable.load(spark, directory.toString())) {
      assertThat(table.get(BigDecimal.ZERO).getString(1)).isEqualTo("zero");
      assertThat(table.floor(new BigDecimal("0.001")).getString(1)).isEqualTo("zero");
      assertThat(table.ceiling(new BigDecimal("-0.999")).getString(1)).isEqualTo("zero");
      assertThat(table.floor(new BigDecimal("-0.001"))).isNull();
    }
  }

  @Test
  void textsAreComparedAsTheyAre() {
    String path = directory.resolve("t").toString();
    new StoreDirectory(directory.resolve("t"))
        .write(spark.sql("select * from values ('ab', 1), ('b', 2) as t(k, v)"), "k");
    try (LookupTable<Row> table = LookupTable.load(spark, path)) {
      String tooLong = "a".repeat(100_000);
      assertThat(table.get(tooLong)).isNull();
      assertThat(table.floor(tooLong)).isNull();
      assertThat(table.ceiling(tooLong).getInt(1)).isEqualTo(1);
      assertThat(table.floor("ab" + tooLong).getInt(1)).isEqualTo(1);
      assertThat(table.floor("c".repeat(100_000)).getInt(1)).isEqualTo(2);
      assertThat(table.lower("")).isNull();
      assertThat(table.ceiling("").getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void charsAreComparedWithTheirSpaces() {
    StructType schema =
        new StructType(
            new StructField[] {
              new StructField(
                  "k",
                  DataTypes.StringType,
                  false,
                  new MetadataBuilder().putString(CharColumns.METADATA, "char(2)").build()),
              new StructField("v", DataTypes.IntegerType, false, Metadata.empty())
            });
    new StoreDirectory(directory)
        .write(
            spark.createDataFrame(
                List.of(
                    RowFactory.create("a ", 0),
                    RowFactory.create("ab", 1),
                    RowFactory.create("b ", 2)),
                schema),
            "k");
    try (LookupTable<Row> table = LookupTable.load(spark, directory.toString())) {
      assertThat(table.floor("a").getInt(1)).isZero();
      assertThat(table.floor("a   ").getInt(1)).isZero();
      assertThat(table.lower("a")).isNull();
      assertThat(table.higher("a").getInt(1)).isEqualTo(1);
      assertThat(table.get("abc")).isNull();
      assertThat(table.floor("abc").getInt(1)).isEqualTo(1);
      assertThat(table.ceiling("abc").getInt(1)).isEqualTo(2);
      assertThat(all(table.scanPrefix("b"))).hasSize(1);
    }
  }

  @Test
  void saysWhatAKeyHasToBe() {
    writeQuotes(false);
    try (LookupTable<Row> quotes = LookupTable.load(spark, directory.toString())) {
      for (Consumer<Object[]> verb : verbs(quotes)) {
        assertThatThrownBy(() -> verb.accept(new Object[] {"a", "b"}))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("key column 'at' is INT, but the value 'b' is a java.lang.String");
        assertThatThrownBy(() -> verb.accept(new Object[] {"a", 1, 2}))
            .hasMessage("the key has 2 columns [symbol, at], but 3 values were given");
        assertThatThrownBy(() -> verb.accept(new Object[] {}))
            .hasMessage("the key has 2 columns [symbol, at], but 0 values were given");
        assertThatNullPointerException().isThrownBy(() -> verb.accept(null));
      }
      assertThatThrownBy(() -> quotes.floor("a"))
          .hasMessage("the key has 2 columns [symbol, at], but 1 values were given");
      assertThat(quotes.floor("b", null)).isNull();
      assertThat(quotes.lower("b", null)).isNull();
      assertThat(quotes.ceiling(null, 3)).isNull();
      assertThat(quotes.higher(null, 3)).isNull();
      assertThat(quotes.scanPrefix((Object) null)).isExhausted();
      Iterator<Row> one = quotes.scanPrefix("a", 0);
      one.next();
      assertThatThrownBy(one::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  private static List<Consumer<Object[]>> verbs(LookupTable<Row> table) {
    return List.of(table::floor, table::lower, table::ceiling, table::higher, table::scanPrefix);
  }

  @Test
  void everyLookupOfAClosedTableFails() {
    writeQuotes(false);
    LookupTable<Row> quotes = LookupTable.load(spark, directory.toString());
    Iterator<Row> begun = quotes.scanPrefix("b");
    assertThat(begun.next().getInt(1)).isZero();
    quotes.close();

    for (Consumer<Object[]> verb : verbs(quotes)) {
      assertThatThrownBy(() -> verb.accept(new Object[] {"a", 1}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is closed: load it again");
    }
    assertThatThrownBy(() -> all(begun))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its lookup table was closed");
  }

  @Test
  void aScanLetsOtherLookupsRunBetweenItsRows() {
    writeQuotes(false);
    try (LookupTable<Row> quotes = LookupTable.load(spark, directory.toString())) {
      List<Row> previous = new ArrayList<>();
      quotes
          .scanPrefix("b")
          .forEachRemaining(row -> previous.add(quotes.lower(row.getString(0), row.getInt(1))));

      List<Row> rows = all(quotes.scanPrefix("b"));
      assertThat(previous.subList(1, previous.size())).isEqualTo(rows.subList(0, rows.size() - 1));
      assertThat(previous.get(0).getString(0)).isEqualTo("a");
    }
  }

  @Test
  void tasksLookUpNeighbours() {
    writeQuotes(true);
    LookupTable<Row> quotes = LookupTable.load(spark, directory.toString());
    List<Integer> times = IntStream.range(0, 40).boxed().toList();

    List<Integer> found =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(times, 2)
            .map(at -> quotes.floor("b", at))
            .filter(row -> row.getString(0).equals("b"))
            .map(row -> row.getInt(1))
            .distinct()
            .collect();
    List<Integer> scanned =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of("b"), 1)
            .flatMap(quotes::scanPrefix)
            .map(row -> row.getInt(1))
            .filter(at -> at < 40)
            .collect();

    assertThat(found).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(scanned);
  }
}
