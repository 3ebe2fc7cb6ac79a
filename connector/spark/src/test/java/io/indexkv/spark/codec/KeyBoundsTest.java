/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Bounds divide encoded keys exactly as they divide the values of the column. */
class KeyBoundsTest {
  private static final List<DataType> TYPES =
      List.of(
          DataTypes.StringType,
          DataTypes.BinaryType,
          DataTypes.ByteType,
          DataTypes.IntegerType,
          DataTypes.BooleanType,
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.createDecimalType(9, 2),
          DataTypes.createDecimalType(30, 4));

  @Test
  void aBoundDividesTheKeysOfAPrefix() {
    Random random = new Random(20261130);
    for (int i = 0; i < 20_000; i++) {
      StoreKey key = key(random);
      KeyBounds bounds = new KeyBounds(key);
      List<Object> values = values(key, random);
      byte[] whole = encode(key, values);
      int column = random.nextInt(values.size());
      byte[] prefix = {};
      for (int c = 0; c < column; c++) {
        prefix = bounds.with(prefix, c, encode(key.column(c), values.subList(c, c + 1)));
      }
      byte[] value = encode(key.column(column), values.subList(column, column + 1));
      byte[] bound = bound(key.column(column), random);

      assertThat(Arrays.copyOf(whole, prefix.length)).isEqualTo(prefix);
      assertThat(whole).startsWith(bounds.with(prefix, column, value));
      expect(bounds, whole, bounds.from(prefix, column, bound), compare(value, bound) >= 0);
      expect(bounds, whole, KeyBounds.next(prefix), false);
      expect(bounds, whole, bounds.with(prefix, column, value), true);
      Object first = bounds.first(whole);
      if (first instanceof byte[] bytes) {
        assertThat(bytes).isEqualTo((byte[]) values.get(0));
      } else {
        assertThat(first).isEqualTo(values.get(0));
      }
    }
  }

  /** Checks whether a key is at or behind a bound, before and after it is fitted. */
  private static void expect(KeyBounds bounds, byte[] key, byte[] bound, boolean behind) {
    assertThat(bound != null && compare(key, bound) >= 0).isEqualTo(behind);
    byte[] fitted = bound == null ? null : bounds.fitted(bound);
    assertThat(fitted != null && compare(key, fitted) >= 0).isEqualTo(behind);
  }

  private static int compare(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other);
  }

  private static byte[] encode(StoreKey key, List<Object> values) {
    return new KeyEncoder(key).encode(values).orElseThrow();
  }

  private static StoreKey key(Random random) {
    StructType schema = new StructType();
    List<String> names = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      names.add("c" + i);
      schema = schema.add("c" + i, TYPES.get(random.nextInt(TYPES.size())));
    }
    return StoreKey.of(schema, names);
  }

  private static List<Object> values(StoreKey key, Random random) {
    List<Object> values = new ArrayList<>();
    key.columns().forEach(column -> values.add(value(column.dataType(), random)));
    return values;
  }

  /** A value, or what follows a value, or a prefix of bytes. */
  private static byte[] bound(StoreKey column, Random random) {
    byte[] value = encode(column, values(column, random));
    return switch (random.nextInt(3)) {
      case 0 -> Arrays.copyOf(value, value.length + 1);
      case 1 -> column.type().width() > 0 ? value : Arrays.copyOf(value, value.length / 2);
      default -> value;
    };
  }

  private static Object value(DataType type, Random random) {
    if (type.equals(DataTypes.StringType)) {
      return UTF8String.fromString(new String(letters(random, "\0\1aé"), 0, random.nextInt(4)));
    }
    if (type.equals(DataTypes.BinaryType)) {
      byte[] bytes = new byte[random.nextInt(4)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) List.of(0, 1, 0xFE, 0xFF).get(random.nextInt(4)).intValue();
      }
      return bytes;
    }
    if (type.equals(DataTypes.BooleanType)) {
      return random.nextBoolean();
    }
    int number = List.of(-128, -1, 0, 1, 126, 127).get(random.nextInt(6));
    if (type.equals(DataTypes.ByteType)) {
      return (byte) number;
    }
    if (type.equals(DataTypes.TimestampType)) {
      return number == 127 ? Long.MAX_VALUE : (long) number;
    }
    if (type instanceof DecimalType decimal) {
      return Decimal.apply(number, decimal.precision(), decimal.scale());
    }
    return number == 127 ? Integer.MAX_VALUE : number;
  }

  private static char[] letters(Random random, String of) {
    char[] letters = new char[4];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = of.charAt(random.nextInt(of.length()));
    }
    return letters;
  }
}
