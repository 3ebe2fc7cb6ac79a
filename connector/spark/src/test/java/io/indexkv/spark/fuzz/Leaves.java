/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** The single values of a row and of everything nested in it, as the stored bytes. */
final class Leaves {
  private final List<byte[]> out = new ArrayList<>();

  /** The leaves of the columns beginning with {@code from}; null for null. */
  static List<byte[]> of(InternalRow row, StructType schema, int from) {
    Leaves leaves = new Leaves();
    for (int i = from; i < schema.length(); i++) {
      leaves.add(row, i, schema.fields()[i].dataType());
    }
    return leaves.out;
  }

  static String text(List<byte[]> leaves) {
    StringBuilder text = new StringBuilder();
    for (byte[] leaf : leaves) {
      text.append(leaf == null ? "null" : HexFormat.of().formatHex(leaf)).append(' ');
    }
    return text.toString();
  }

  private void add(SpecializedGetters row, int i, DataType type) {
    if (row.isNullAt(i)) {
      out.add(null);
    } else if (type instanceof StructType struct) {
      InternalRow nested = row.getStruct(i, struct.length());
      for (int c = 0; c < struct.length(); c++) {
        add(nested, c, struct.fields()[c].dataType());
      }
    } else if (type instanceof ArrayType array) {
      addAll(row.getArray(i), array.elementType());
    } else if (type instanceof MapType map) {
      MapData entries = row.getMap(i);
      addAll(entries.keyArray(), map.keyType());
      addAll(entries.valueArray(), map.valueType());
    } else {
      out.add(leaf(row, i, type));
    }
  }

  private void addAll(ArrayData array, DataType type) {
    for (int i = 0; i < array.numElements(); i++) {
      add(array, i, type);
    }
  }

  private static byte[] leaf(SpecializedGetters row, int i, DataType type) {
    if (type instanceof StringType) {
      return row.getUTF8String(i).getBytes();
    }
    if (type instanceof BinaryType) {
      return row.getBinary(i);
    }
    if (type instanceof DecimalType decimal) {
      BigDecimal number =
          row.getDecimal(i, decimal.precision(), decimal.scale()).toJavaBigDecimal();
      return decimal.precision() > 18
          ? number.unscaledValue().toByteArray()
          : little(8).putLong(0, number.unscaledValue().longValueExact()).array();
    }
    if (type instanceof BooleanType) {
      return new byte[] {(byte) (row.getBoolean(i) ? 1 : 0)};
    }
    if (type instanceof ByteType) {
      return new byte[] {row.getByte(i)};
    }
    if (type instanceof ShortType) {
      return little(2).putShort(0, row.getShort(i)).array();
    }
    if (type instanceof IntegerType
        || type instanceof DateType
        || type instanceof YearMonthIntervalType) {
      return little(4).putInt(0, row.getInt(i)).array();
    }
    if (type instanceof FloatType) {
      return little(4).putInt(0, Float.floatToRawIntBits(row.getFloat(i))).array();
    }
    if (type instanceof DoubleType) {
      return little(8).putLong(0, Double.doubleToRawLongBits(row.getDouble(i))).array();
    }
    return little(8).putLong(0, row.getLong(i)).array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
