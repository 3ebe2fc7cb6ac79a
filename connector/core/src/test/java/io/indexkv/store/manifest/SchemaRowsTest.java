/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.row.RowCheck;
import io.indexkv.row.RowType;
import io.indexkv.row.RowType.Field;
import io.indexkv.store.TestStore;
import io.indexkv.store.VersionLog;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of a manifest describes its rows; otherwise the version fails. */
class SchemaRowsTest {
  private static final String ARRAY = "{\"type\":\"array\",\"elementType\":";

  @TempDir Path directory;

  @Test
  void eachTypeOfTheLayoutIsKnown() {
    Map<String, RowType> types =
        Map.ofEntries(
            Map.entry("boolean", new RowType.Bool()),
            Map.entry("byte", new RowType.Fixed(1)),
            Map.entry("short", new RowType.Fixed(2)),
            Map.entry("date", new RowType.Fixed(4)),
            Map.entry("timestamp_ntz", new RowType.Fixed(8)),
            Map.entry("double", new RowType.Fixed(8)),
            Map.entry("binary", new RowType.Bytes()),
            Map.entry("decimal(18,2)", new RowType.Decimal(18)),
            Map.entry("decimal(19,0)", new RowType.WideDecimal(19)),
            Map.entry("interval year to month", new RowType.Fixed(4)),
            Map.entry("interval hour to second", new RowType.Fixed(8)));
    types.forEach(
        (name, type) -> assertThat(SchemaRows.check(schema('"' + name + '"'))).isEqualTo(of(type)));
  }

  @Test
  void widthsOfValuesInASlot() {
    Map<String, Integer> widths =
        Map.of(
            "boolean", 1,
            "byte", 1,
            "short", 2,
            "float", 4,
            "interval month", 4,
            "interval day to hour", 8,
            "timestamp", 8,
            "decimal(38,2)", 8,
            "string", 8);
    widths.forEach(
        (name, width) ->
            assertThat(SchemaRows.width(new SchemaType.Atomic(name))).as(name).isEqualTo(width));
    assertThat(SchemaRows.width(new SchemaType.Array(new SchemaType.Atomic("byte")))).isEqualTo(8);
  }

  @Test
  void typesWithAnInside() {
    String map =
        "{\"type\":\"map\",\"keyType\":\"string\",\"valueType\":" + ARRAY + "\"integer\"}}";
    String struct = "{\"type\":\"struct\",\"fields\":[{\"name\":\"m\",\"type\":" + map + "}]}";

    RowType inner = new RowType.MapOf(new RowType.Bytes(), new RowType.Array(new RowType.Fixed(4)));
    assertThat(SchemaRows.check(schema(struct)))
        .isEqualTo(of(new RowType.Struct(List.of(new Field("m", inner)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "\"interval\"; column c is of type 'interval', which row layout v1 does not have",
        "\"void\"; 'void'",
        "\"variant\"; 'variant'",
        "\"decimal(39,0)\"; 'decimal(39,0)'",
        "\"decimal(0,0)\"; 'decimal(0,0)'",
        "\"interval day to year\"; 'interval day to year'",
        "{\"type\":\"udt\",\"class\":\"java.util.ArrayList\"}; column c is of type 'udt'",
        "{\"type\":\"long\"}; column c is of type 'long'",
        "{\"type\":\"array\"}; 'elementType'",
        "{\"type\":\"array\",\"elementType\":\"time(6)\"}; column c.element is of type 'time(6)'",
        "7; 'type'",
      })
  void otherTypesAreRefusedByName(String type, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SchemaRows.check(schema(type)))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "schema", "[]", "\"string\"", "{\"type\":\"array\"}", "{}"})
  void whatIsNoSchemaIsRefused(String schema) {
    assertThatIllegalArgumentException().isThrownBy(() -> SchemaRows.check(schema));
  }

  @Test
  void theMetadataOfAColumnMayHaveAnyNumbers() {
    for (String number : List.of("-1.5", "1e300", "0", "-7", "9223372036854775808")) {
      String schema = schema("\"long\"").replace("{}", "{\"ml_attr\":{\"min\":" + number + "}}");

      assertThat(SchemaRows.check(schema)).isEqualTo(of(new RowType.Fixed(8)));
      assertThat(SchemaColumn.parse(schema)).containsExactly(new SchemaColumn("c", "long"));
    }
    for (String number : List.of("01", "-", "1.", ".5", "NaN", "1e")) {
      String schema = schema("\"long\"").replace("{}", "{\"min\":" + number + "}");
      assertThatIllegalArgumentException().isThrownBy(() -> SchemaRows.check(schema));
    }
  }

  @Test
  void nullInAKeyColumnIsRefused() {
    ByteBuffer row = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    ValueCheck check = SchemaRows.check(schema("\"long\""), List.of("c"));
    assertThat(check.problem(row, 0, 16)).isNull();
    row.putLong(0, 1);
    assertThat(check.problem(row, 0, 16))
        .hasToString("Problem[expected=a value in NOT NULL column c, found=null]");
    assertThat(SchemaRows.check(schema("\"long\"")).problem(row, 0, 16)).isNull();
    assertThat(check).isNotEqualTo(SchemaRows.check(schema("\"long\"")));
  }

  @Test
  void typesNestedWithoutEndAreRefused() {
    assertThat(SchemaRows.check(schema(nested(63)))).isNotNull();
    for (int depth : new int[] {64, 100, 100_000}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SchemaRows.check(schema(nested(depth))));
    }
  }

  @Test
  void aVersionWithSuchASchemaIsNotOpened() throws IOException {
    Storage storage = new LocalStorage(directory);
    Manifest manifest =
        new VersionLog(storage)
            .overwrite(
                VersionId.NONE,
                schema("\"interval\""),
                List.of("k"),
                List.of("string"),
                List.of(new TestStore(storage).file(0, 3, "value")),
                Map.of("value.encoding", "row-v1"));

    assertThatThrownBy(() -> SnapshotReader.open(storage, manifest))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("version 1 of the store " + directory)
        .hasMessageContaining("column c is of type 'interval'");
  }

  private static RowCheck of(RowType type) {
    return new RowCheck(new RowType.Struct(List.of(new Field("c", type))));
  }

  private static String nested(int depth) {
    return ARRAY.repeat(depth) + "\"string\"" + "}".repeat(depth);
  }

  private static String schema(String type) {
    return "{\"type\":\"struct\",\"fields\":[{\"name\":\"c\",\"type\":"
        + type
        + ",\"nullable\":true,\"metadata\":{}}]}";
  }
}
