/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import io.indexkv.key.Decimals;
import io.indexkv.key.Epoch;
import io.indexkv.key.Utf8;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.manifest.SchemaType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes the bytes of a row, with all that is nested in it. docs/row-layout.md defines them. Bytes
 * that are not a row of the schema fail with an {@link IllegalArgumentException}.
 */
final class SchemaDecoder {
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\( *(\\d{1,2}) *, *(-?\\d{1,2}) *\\)");
  private static final Pattern MONTHS = Pattern.compile("interval (year|month)\\b.*");
  private static final Pattern MICROS = Pattern.compile("interval (day|hour|minute|second)\\b.*");
  private static final int MAX_DECIMAL_BYTES = 16;

  private final byte[] bytes;
  private final BiFunction<List<String>, List<Object>, Object> structs;
  private final BiFunction<List<Object>, List<Object>, Object> maps;

  /**
   * Decodes these bytes.
   *
   * @param structs makes a struct of the names and the values of its fields
   * @param maps makes a map of its keys and as many values
   */
  SchemaDecoder(
      byte[] bytes,
      BiFunction<List<String>, List<Object>, Object> structs,
      BiFunction<List<Object>, List<Object>, Object> maps) {
    this.bytes = bytes;
    this.structs = structs;
    this.maps = maps;
  }

  /** A part of the bytes: a row, an array, a map or another piece. */
  private record Piece(int start, int length) {}

  List<Object> row(SchemaType.Struct schema) {
    return row(schema, new Piece(0, bytes.length));
  }

  private List<Object> row(SchemaType.Struct schema, Piece row) {
    int n = schema.fields().size();
    int slots = (n + 63) / 64 * 8;
    List<Object> values = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      boolean isNull = isSet(row, 0, i);
      SchemaType type = schema.fields().get(i).type();
      values.add(isNull ? null : value(type, word(row, slots + 8L * i, 8), row));
    }
    return values;
  }

  private List<Object> array(SchemaType element, Piece array) {
    long n = word(array, 0, 8);
    int width = SchemaRows.width(element);
    if (n < 0 || n > array.length / width) {
      throw damaged("an array of " + n + " elements in " + array.length + " bytes");
    }
    long slots = 8 + (n + 63) / 64 * 8;
    List<Object> values = new ArrayList<>((int) n);
    for (int i = 0; i < n; i++) {
      boolean isNull = isSet(array, 8, i);
      values.add(
          isNull ? null : value(element, word(array, slots + (long) width * i, width), array));
    }
    return values;
  }

  private Object map(SchemaType.MapOf type, Piece map) {
    long keyBytes = word(map, 0, 8);
    if (keyBytes < 0 || keyBytes > map.length - 8) {
      throw damaged("a map with " + keyBytes + " bytes of keys in " + map.length + " bytes");
    }
    int length = (int) keyBytes;
    return maps.apply(
        array(type.key(), new Piece(map.start + 8, length)),
        array(type.value(), new Piece(map.start + 8 + length, map.length - 8 - length)));
  }

  /** The value in a slot. Short ones are in the slot itself, others in a piece of {@code base}. */
  private Object value(SchemaType type, long slot, Piece base) {
    if (type instanceof SchemaType.Struct struct) {
      List<String> names = struct.fields().stream().map(SchemaType.Field::name).toList();
      return structs.apply(names, row(struct, piece(slot, base)));
    }
    if (type instanceof SchemaType.Array array) {
      return array(array.element(), piece(slot, base));
    }
    if (type instanceof SchemaType.MapOf map) {
      return map(map, piece(slot, base));
    }
    if (type instanceof SchemaType.Atomic atomic) {
      return atomic(atomic.name(), slot, base);
    }
    throw unknown(((SchemaType.Other) type).kind());
  }

  private Object atomic(String name, long slot, Piece base) {
    return switch (name) {
      case "boolean" -> (slot & 0xFF) != 0;
      case "byte" -> (byte) slot;
      case "short" -> (short) slot;
      case "integer" -> (int) slot;
      case "long" -> slot;
      case "float" -> Float.intBitsToFloat((int) slot);
      case "double" -> Double.longBitsToDouble(slot);
      case "date" -> LocalDate.ofEpochDay((int) slot);
      case "timestamp" -> Epoch.instant(slot);
      case "timestamp_ntz" -> Epoch.local(slot);
      case "string" -> {
        Piece text = piece(slot, base);
        yield Utf8.decode(bytes, text.start, text.length);
      }
      case "binary", "nested" -> copy(piece(slot, base));
      default -> parsed(name, slot, base);
    };
  }

  private Object parsed(String name, long slot, Piece base) {
    if (MONTHS.matcher(name).matches()) {
      return Period.ofMonths((int) slot).normalized();
    }
    if (MICROS.matcher(name).matches()) {
      return Duration.of(slot, ChronoUnit.MICROS);
    }
    Matcher decimal = DECIMAL.matcher(name.equals("decimal") ? "decimal(10,0)" : name);
    if (!decimal.matches()) {
      throw unknown(name);
    }
    int scale = Integer.parseInt(decimal.group(2));
    if (Integer.parseInt(decimal.group(1)) <= Decimals.MAX_LONG_PRECISION) {
      return BigDecimal.valueOf(slot, scale);
    }
    byte[] unscaled = copy(piece(slot, base));
    if (unscaled.length < 1 || unscaled.length > MAX_DECIMAL_BYTES) {
      throw damaged("a " + name + " of " + unscaled.length + " bytes");
    }
    return new BigDecimal(new BigInteger(unscaled), scale);
  }

  private Piece piece(long slot, Piece base) {
    int offset = (int) (slot >>> 32);
    int length = (int) slot;
    if (offset < 0 || length < 0 || length > base.length - offset) {
      throw damaged(length + " bytes at " + offset + " of a part of " + base.length);
    }
    return new Piece(base.start + offset, length);
  }

  private byte[] copy(Piece piece) {
    return Arrays.copyOfRange(bytes, piece.start, piece.start + piece.length);
  }

  private boolean isSet(Piece piece, int offset, int bit) {
    return (word(piece, offset + bit / 64 * 8L, 8) >>> bit & 1) != 0;
  }

  /** A little-endian number of {@code width} bytes, zero-extended. */
  private long word(Piece piece, long offset, int width) {
    if (offset > piece.length - width) {
      throw damaged("nothing at byte " + offset + " of a part of " + piece.length);
    }
    long word = 0;
    for (int i = 0; i < width; i++) {
      word |= (bytes[piece.start + (int) offset + i] & 0xFFL) << 8 * i;
    }
    return word;
  }

  private static IllegalArgumentException unknown(String type) {
    return new IllegalArgumentException(
        "a column of type '" + type + "', which row layout v1 does not have");
  }

  private static IllegalArgumentException damaged(String found) {
    return new IllegalArgumentException("not a row of the schema: it has " + found);
  }
}
