/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Spark's rows have the layout of docs/row-layout.md. */
class StoredRowLayoutTest {
  private static final BigInteger BIG = new BigInteger("-12345678901234567890123456789");

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("boolean", List.of(true, false)),
        Arguments.of("tinyint", List.of((byte) 7, Byte.MIN_VALUE)),
        Arguments.of("smallint", List.of((short) -2, Short.MAX_VALUE)),
        Arguments.of("int", List.of(-3, Integer.MIN_VALUE)),
        Arguments.of("bigint", List.of(-4L, Long.MAX_VALUE)),
        Arguments.of("float", List.of(-0.0f, Float.NaN, 1.5f)),
        Arguments.of("double", List.of(-0.0d, Double.NaN, 1e300)),
        Arguments.of("date", List.of(-1, 19000)),
        Arguments.of("timestamp", List.of(-1L, 1_700_000_000_000_000L)),
        Arguments.of("timestamp_ntz", List.of(1L)),
        Arguments.of("interval year to month", List.of(14, -1)),
        Arguments.of("interval day to second", List.of(86_400_000_001L)),
        Arguments.of("decimal(9,2)", List.of(BigInteger.valueOf(-12345))),
        Arguments.of("decimal(18,0)", List.of(new BigInteger("999999999999999999"))),
        Arguments.of("decimal(38,10)", List.of(BIG, BigInteger.ZERO)),
        Arguments.of("string", List.of("", "LAX", "eightbyt", "größer als ein Wort")),
        Arguments.of("binary", List.of(new byte[0], new byte[] {0, -1, 2})),
        Arguments.of(
            "struct<a:int,b:string,c:decimal(20,0)>",
            List.of(List.of(1, "x", BIG.abs().shiftRight(40)), Arrays.asList(null, "y", null))),
        Arguments.of("array<tinyint>", List.of(List.of(), Arrays.asList((byte) 1, null, (byte) 3))),
        Arguments.of("array<boolean>", List.of(List.of(true, false, true))),
        Arguments.of("array<smallint>", List.of(Arrays.asList((short) 1, null, (short) -1))),
        Arguments.of("array<int>", List.of(Arrays.asList(null, 1, 2))),
        Arguments.of("array<double>", List.of(Arrays.asList(1.0, null))),
        Arguments.of("array<string>", List.of(Arrays.asList("a", null, "", "longer than a word"))),
        Arguments.of("array<decimal(38,0)>", List.of(Arrays.asList(BIG, null, BigInteger.ONE))),
        Arguments.of(
            "array<array<struct<x:int>>>",
            List.of(List.of(List.of(List.of(1), Arrays.asList((Object) null)), List.of()))),
        Arguments.of("map<string,int>", List.of(Map.of(), nullable("a", 1, "bc", null))),
        Arguments.of(
            "map<int,map<string,array<string>>>", List.of(Map.of(1, Map.of("k", List.of("v"))))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void unsafeRowsAreRowLayoutV1(String type, List<Object> values) {
    for (Object value : values) {
      // between neighbours, so that wrong offsets and padding are noticed
      assertLayout(
          "before string, v %s, after string".formatted(type), Arrays.asList("b", value, "a"));
    }
    assertLayout(
        "before string, v %s, after string".formatted(type), Arrays.asList("b", null, "a"));
  }

  @Test
  void nullBitsTakeMoreThanOneWord() {
    String columns = String.join(", ", Collections.nCopies(130, "c int"));
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      values.add(i % 3 == 0 ? null : i);
    }
    assertLayout(columns, values);
  }

  @Test
  void theExampleInTheDocumentIsWhatSparkWrites() throws IOException {
    String document = Files.readString(Path.of("../../docs/row-layout.md"));
    StringBuilder hex = new StringBuilder();
    document
        .substring(document.indexOf("## Example"))
        .lines()
        .filter(line -> line.startsWith("    "))
        .forEach(line -> hex.append(line, 4, 27));
    byte[] expected = HexFormat.of().parseHex(hex.toString().replace(" ", ""));

    assertThat(expected).hasSize(48);
    assertThat(
            spark(
                "iata string, feet int, latitude double, state string",
                Arrays.asList("LAX", 126, 33.94253611, null)))
        .isEqualTo(expected);
  }

  @Test
  void refusesTypesWithoutALayoutByName() {
    assertRefused("a int, b interval", "column b", "INTERVAL");
    assertRefused("a struct<x:array<void>>", "column a.x.element", "VOID");
    assertRefused("a map<string,interval>", "column a.value", "INTERVAL");
    assertThatCode(
            () ->
                StoredRowLayout.check(
                    StructType.fromDDL("a struct<x:array<map<string,decimal(38,2)>>>, b date")))
        .doesNotThrowAnyException();
  }

  private static void assertRefused(String ddl, String... words) {
    assertThatThrownBy(() -> StoredRowLayout.check(StructType.fromDDL(ddl)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  private static void assertLayout(String ddl, List<Object> values) {
    StructType schema = StructType.fromDDL(ddl);
    byte[] expected = RowLayoutReference.row(schema, (List<?>) utf8(schema, values));
    assertThat(HexFormat.ofDelimiter(" ").formatHex(spark(ddl, values)))
        .isEqualTo(HexFormat.ofDelimiter(" ").formatHex(expected));
  }

  static byte[] spark(String ddl, List<Object> values) {
    StructType schema = StructType.fromDDL(ddl);
    InternalRow row = (InternalRow) internal(schema, values);
    return UnsafeProjection.create(schema).apply(row).getBytes();
  }

  /** The value for the reference writer, with strings as bytes. */
  private static Object utf8(DataType type, Object value) {
    return mapped(
        type, value, (t, v) -> t instanceof StringType ? ((String) v).getBytes(UTF_8) : v);
  }

  private interface Leaf {
    Object of(DataType type, Object value);
  }

  private static Object mapped(DataType type, Object value, Leaf leaf) {
    if (value == null) {
      return null;
    }
    if (type instanceof StructType struct) {
      List<Object> fields = new ArrayList<>();
      for (int i = 0; i < struct.length(); i++) {
        fields.add(mapped(struct.fields()[i].dataType(), ((List<?>) value).get(i), leaf));
      }
      return fields;
    }
    if (type instanceof ArrayType array) {
      List<Object> elements = new ArrayList<>();
      ((List<?>) value).forEach(e -> elements.add(mapped(array.elementType(), e, leaf)));
      return elements;
    }
    if (type instanceof MapType map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      ((Map<?, ?>) value)
          .forEach(
              (k, v) ->
                  entries.put(mapped(map.keyType(), k, leaf), mapped(map.valueType(), v, leaf)));
      return entries;
    }
    return leaf.of(type, value);
  }

  /** The value as Spark holds it. */
  private static Object internal(DataType type, Object value) {
    if (value == null) {
      return null;
    }
    if (type instanceof StructType struct) {
      Object[] fields = new Object[struct.length()];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = internal(struct.fields()[i].dataType(), ((List<?>) value).get(i));
      }
      return new GenericInternalRow(fields);
    }
    if (type instanceof ArrayType array) {
      return array(array.elementType(), (List<?>) value);
    }
    if (type instanceof MapType map) {
      Map<?, ?> entries = (Map<?, ?>) value;
      return new ArrayBasedMapData(
          array(map.keyType(), new ArrayList<>(entries.keySet())),
          array(map.valueType(), new ArrayList<>(entries.values())));
    }
    if (type instanceof DecimalType decimal) {
      return Decimal.apply(
          new BigDecimal((BigInteger) value, decimal.scale()),
          decimal.precision(),
          decimal.scale());
    }
    return type instanceof StringType ? UTF8String.fromString((String) value) : value;
  }

  private static GenericArrayData array(DataType element, List<?> values) {
    return new GenericArrayData(values.stream().map(v -> internal(element, v)).toArray());
  }

  private static Map<String, Integer> nullable(String a, Integer x, String b, Integer y) {
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put(a, x);
    map.put(b, y);
    return map;
  }
}
