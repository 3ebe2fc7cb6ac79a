/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * Writes rows as docs/row-layout.md specifies, from plain Java values, without Spark's row classes.
 * The values are Boolean, Byte, Short, Integer, Long, Float, Double, byte[] (strings and binary),
 * BigInteger (unscaled decimals), List (structs and arrays), Map, null.
 */
final class RowLayoutReference {
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  static byte[] row(StructType schema, List<?> values) {
    RowLayoutReference row = new RowLayoutReference();
    int slots = row.nullBits(0, values);
    int piece = slots + 8 * values.size();
    for (int i = 0; i < values.size(); i++) {
      DataType type = schema.fields()[i].dataType();
      piece = row.value(type, values.get(i), slots + 8 * i, piece, true);
    }
    return row.cut(piece);
  }

  static byte[] array(DataType element, List<?> values) {
    RowLayoutReference array = new RowLayoutReference();
    array.bytes.putLong(0, values.size());
    int elements = array.nullBits(8, values);
    int width = width(element);
    int piece = words(elements + width * values.size());
    for (int i = 0; i < values.size(); i++) {
      piece = array.value(element, values.get(i), elements + width * i, piece, false);
    }
    return array.cut(piece);
  }

  private static byte[] map(MapType type, Map<?, ?> values) {
    byte[] keys = array(type.keyType(), List.copyOf(values.keySet()));
    byte[] mapped = array(type.valueType(), values.values().stream().map(v -> (Object) v).toList());
    RowLayoutReference map = new RowLayoutReference();
    map.bytes.putLong(0, keys.length);
    map.bytes.put(8, keys);
    map.bytes.put(8 + keys.length, mapped);
    return map.cut(8 + keys.length + mapped.length);
  }

  private int nullBits(int offset, List<?> values) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) == null) {
        int at = offset + 8 * (i / 64);
        bytes.putLong(at, bytes.getLong(at) | 1L << (i % 64));
      }
    }
    return offset + 8 * ((values.size() + 63) / 64);
  }

  /**
   * Puts a value into its slot, with its bytes after {@code piece}. Returns the end of all pieces
   * so far.
   */
  private int value(DataType type, Object value, int slot, int piece, boolean inRow) {
    boolean bigDecimal = type instanceof DecimalType decimal && decimal.precision() > 18;
    if (value == null) {
      if (bigDecimal && inRow) {
        pointer(slot, piece, 0);
        return piece + 16;
      }
      return piece;
    }
    if (width(type) < 8) {
      narrow(value, slot);
    } else if (value instanceof Long number) {
      bytes.putLong(slot, number);
    } else if (value instanceof Double number) {
      bytes.putDouble(slot, number);
    } else if (type instanceof DecimalType && !bigDecimal) {
      bytes.putLong(slot, ((BigInteger) value).longValueExact());
    } else {
      byte[] content = piece(type, value);
      pointer(slot, piece, content.length);
      bytes.put(piece, content);
      return piece + (bigDecimal && inRow ? 16 : words(content.length));
    }
    return piece;
  }

  private void narrow(Object value, int slot) {
    if (value instanceof Boolean flag) {
      bytes.put(slot, (byte) (flag ? 1 : 0));
    } else if (value instanceof Byte number) {
      bytes.put(slot, number);
    } else if (value instanceof Short number) {
      bytes.putShort(slot, number);
    } else if (value instanceof Integer number) {
      bytes.putInt(slot, number);
    } else {
      bytes.putFloat(slot, (Float) value);
    }
  }

  private static byte[] piece(DataType type, Object value) {
    if (type instanceof StructType struct) {
      return row(struct, (List<?>) value);
    }
    if (type instanceof ArrayType array) {
      return array(array.elementType(), (List<?>) value);
    }
    if (type instanceof MapType map) {
      return map(map, (Map<?, ?>) value);
    }
    return value instanceof BigInteger unscaled ? unscaled.toByteArray() : (byte[]) value;
  }

  private void pointer(int slot, int offset, int length) {
    bytes.putInt(slot, length);
    bytes.putInt(slot + 4, offset);
  }

  /** Bytes that a value of the type takes in an array. */
  private static int width(DataType type) {
    return switch (type.typeName().replaceAll("[ (].*", "")) {
      case "boolean", "byte" -> 1;
      case "short" -> 2;
      case "integer", "float", "date" -> 4;
      case "interval" -> type.typeName().contains("month") ? 4 : 8;
      default -> 8;
    };
  }

  private static int words(int length) {
    return (length + 7) / 8 * 8;
  }

  private byte[] cut(int length) {
    byte[] cut = new byte[length];
    bytes.get(0, cut);
    return cut;
  }
}
