/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.value.Column;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest's schema that its rows do not have, or that no rows can have, is an error. */
class ForeignSchemaTest {
  private static final AtomicBoolean LOADED = new AtomicBoolean();

  @TempDir static Path directory;
  private static StoreDirectory good;
  private static int stores;

  private final SparkSession spark = LocalSpark.session();

  /** A class that reading a schema must not load. */
  public static final class Loaded {
    static {
      LOADED.set(true);
    }
  }

  @BeforeAll
  static void writeGood() {
    good = new StoreDirectory(directory.resolve("good"));
    good.write(LocalSpark.session().range(100).selectExpr("id", "id * 3 as v", "'s' as s"), "id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "\"interval\"; column v is of type 'interval'",
        "\"void\"; column v is of type 'void'",
        "\"geometry\"; column v is of type 'geometry'",
        "{\"type\":\"array\",\"elementType\":\"interval\",\"containsNull\":true}; column v.element",
        "\"decimal(99,0)\"; 'decimal(99,0)'",
        "7; 'type'",
        "null; 'type'",
        "\"nested\"; nested",
      })
  void aTypeThatNoRowHasIsRefused(String type, String message) throws IOException {
    StoreDirectory store = withSchema(schema(column("v", type) + "," + column("s", "\"string\"")));

    assertRefused(store, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no schema", "{}", "[]", "\"bigint\"", "{\"type\":\"struct\"}"})
  void whatIsNoSchemaIsRefused(String schema) throws IOException {
    assertRefused(withSchema(schema), "");
  }

  @Test
  void aUserDefinedTypeIsRefusedBeforeItsClassIsLoaded() throws IOException {
    String type =
        "{\"type\":\"udt\",\"class\":\"%s\",\"pyClass\":null,\"sqlType\":\"long\"}"
            .formatted(Loaded.class.getName());

    assertRefused(withSchema(schema(column("v", type))), "udt");
    assertThat(LOADED).isFalse();
  }

  @Test
  void aTypeNestedWithoutEndIsRefused() throws IOException {
    String array = "{\"type\":\"array\",\"containsNull\":true,\"elementType\":";
    String deep = array.repeat(20_000) + "\"long\"" + "}".repeat(20_000);

    assertRefused(withSchema(schema(column("v", deep))), "nesting depth");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        // a number read as a string
        "\"string\"; \"string\"",
        "{\"type\":\"array\",\"elementType\":\"long\",\"containsNull\":true}; \"string\"",
        "\"decimal(38,0)\"; \"string\"",
        // a string read as a number and the rest as nothing
        "\"long\"; \"long\"",
      })
  void aTypeOfAnotherFormIsDamage(String v, String s) throws IOException {
    assertDamaged(withSchema(schema(column("v", v) + "," + column("s", s))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 90})
  void moreColumnsThanTheRowsHaveAreDamage(int more) throws IOException {
    StringBuilder columns = new StringBuilder(column("v", "\"long\""));
    for (int i = 0; i < more; i++) {
      columns.append(",").append(column("c" + i, "\"string\""));
    }
    assertDamaged(withSchema(schema(columns + "," + column("s", "\"string\""))));
  }

  @Test
  void moreColumnsOfFixedWidthAreDamage() throws IOException {
    good.write(spark.range(100).selectExpr("id", "id * 3 as v"), "id");
    try {
      String columns = column("v", "\"long\"") + "," + column("more", "\"long\"");
      assertDamaged(withSchema(schema(columns)));
      assertDamaged(withSchema(schema("")));
    } finally {
      writeGood();
    }
  }

  @Test
  void whatPlainJavaKeepsForItselfIsNoColumnOfSpark() throws IOException {
    StoreDirectory store = new StoreDirectory(directory.resolve("opaque"));
    RowLayout layout = new RowLayout(Column.int64("id"), Column.opaque("own"));
    try (StoreWriter<Long, io.indexkv.value.Row> writer =
        Store.write(
            store.path(),
            Keys.int64(),
            Values.row(layout),
            WriteOptions.defaults().keyColumns("id"))) {
      writer.add(1L, layout.row(1L, new byte[] {1}));
      writer.commit();
    }

    assertRefused(store, "nested");
  }

  @Test
  void bytesThatAreNoArrayAreNotUpsertedByPlainJava() throws IOException {
    StoreDirectory store = new StoreDirectory(directory.resolve("upserted"));
    store.write(spark.range(10).selectExpr("id", "array(id) as a"), "id");
    RowLayout layout = new RowLayout(Column.int64("id"), Column.opaque("a"));
    try (StoreWriter<Long, io.indexkv.value.Row> writer =
        Store.write(
            store.path(), Keys.int64(), Values.row(layout), WriteOptions.defaults().upsert())) {
      assertThatThrownBy(() -> writer.add(1L, layout.row(1L, new byte[] {1, 2, 3})))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("column a: an array of 8 bytes or more");
      byte[] array = new byte[24];
      array[0] = 1;
      array[16] = 42;
      writer.add(2L, layout.row(2L, array));
      writer.commit();
    }

    assertThat(store.read().where("id = 2").first().getList(1)).isEqualTo(List.of(42L));
  }

  private static void assertRefused(StoreDirectory store, String message) {
    assertThatThrownBy(store::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(store.toString())
        .hasMessageContaining("version 1")
        .hasMessageContaining(message);
  }

  private void assertDamaged(StoreDirectory store) {
    assertThatThrownBy(() -> store.read().collectAsList())
        .hasStackTraceContaining("CorruptFileException")
        .hasStackTraceContaining("/data/forged-");
    spark.conf().set("spark.indexkv.join.mode", "require");
    try {
      assertThatThrownBy(() -> spark.range(100).join(store.read(), "id").collectAsList())
          .hasStackTraceContaining("CorruptFileException")
          .hasStackTraceContaining("/data/forged-");
    } finally {
      spark.conf().unset("spark.indexkv.join.mode");
    }
  }

  private static StoreDirectory withSchema(String schema) throws IOException {
    return new ForgedStore(good, Compression.none())
        .to(directory.resolve("foreign-" + stores++), schema, -1, row -> row);
  }

  private static String schema(String columns) {
    return "{\"type\":\"struct\",\"fields\":["
        + column("id", "\"long\"")
        + (columns.isEmpty() ? "" : ",")
        + columns
        + "]}";
  }

  private static String column(String name, String type) {
    return "{\"name\":\"%s\",\"type\":%s,\"nullable\":true,\"metadata\":{}}".formatted(name, type);
  }
}
