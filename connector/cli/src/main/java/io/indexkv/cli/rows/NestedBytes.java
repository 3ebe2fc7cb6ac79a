/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.rows;

import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.manifest.SchemaType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Structs, arrays and maps as pieces of row layout v1.
 *
 * <p>A raw value is null, a {@code Long} that is a slot, a {@code byte[]} that is a piece, an
 * {@code Object[]} with the fields of a struct, a {@link List} that is an array, or {@link Pairs}.
 */
public final class NestedBytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private NestedBytes() {}

  /** A map: a raw value for each key. */
  public record Pairs(List<Object> keys, List<Object> values) {}

  /** Writes a raw value into a column of a row. */
  public static void write(RowBuffer row, int column, SchemaType type, Object raw) {
    boolean wide = StoredTypes.isWide(type);
    if (raw == null && wide) {
      row.setWideNull(column);
    } else if (raw == null) {
      row.setNull(column);
    } else if (raw instanceof Long slot) {
      row.slot(column, slot);
    } else if (wide) {
      row.wide(column, (byte[]) raw);
    } else {
      byte[] piece = piece(type, raw);
      row.piece(column, piece, 0, piece.length);
    }
  }

  private static byte[] piece(SchemaType type, Object raw) {
    if (type instanceof SchemaType.Struct struct) {
      return struct(struct, (Object[]) raw);
    }
    if (type instanceof SchemaType.Array array) {
      return array(array.element(), (List<?>) raw);
    }
    return type instanceof SchemaType.MapOf map ? map(map, (Pairs) raw) : (byte[]) raw;
  }

  private static byte[] struct(SchemaType.Struct struct, Object[] fields) {
    RowBuffer row = new RowBuffer(fields.length);
    row.begin();
    for (int i = 0; i < fields.length; i++) {
      write(row, i, struct.fields().get(i).type(), fields[i]);
    }
    return Arrays.copyOf(row.bytes(), row.length());
  }

  private static byte[] map(SchemaType.MapOf type, Pairs map) {
    byte[] keys = array(type.key(), map.keys());
    byte[] values = array(type.value(), map.values());
    byte[] bytes = new byte[8 + keys.length + values.length];
    LONG.set(bytes, 0, (long) keys.length);
    System.arraycopy(keys, 0, bytes, 8, keys.length);
    System.arraycopy(values, 0, bytes, 8 + keys.length, values.length);
    return bytes;
  }

  private static byte[] array(SchemaType type, List<?> elements) {
    int count = elements.size();
    int width = SchemaRows.width(type);
    int first = 8 + (count + 63) / 64 * 8;
    int length = Math.addExact(first, Math.multiplyExact(count, width)) + 7 & -8;
    byte[][] pieces = new byte[count][];
    int end = length;
    for (int i = 0; i < count; i++) {
      if (elements.get(i) != null && !(elements.get(i) instanceof Long)) {
        pieces[i] = piece(type, elements.get(i));
        end = Math.addExact(end, pieces[i].length + 7 & -8);
      }
    }
    byte[] bytes = new byte[end];
    LONG.set(bytes, 0, (long) count);
    for (int i = 0; i < count; i++) {
      int at = first + i * width;
      if (elements.get(i) == null) {
        bytes[8 + i / 8] |= (byte) (1 << i % 8);
      } else if (pieces[i] == null) {
        put(bytes, at, width, (long) elements.get(i));
      } else {
        System.arraycopy(pieces[i], 0, bytes, length, pieces[i].length);
        put(bytes, at, 8, (long) length << 32 | pieces[i].length);
        length += pieces[i].length + 7 & -8;
      }
    }
    return bytes;
  }

  private static void put(byte[] bytes, int at, int width, long value) {
    for (int b = 0; b < width; b++) {
      bytes[at + b] = (byte) (value >>> 8 * b);
    }
  }
}
