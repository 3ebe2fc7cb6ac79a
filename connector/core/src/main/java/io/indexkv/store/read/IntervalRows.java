/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.bytes.Memory;
import io.indexkv.key.KeyBounds;
import io.indexkv.key.KeyText;
import io.indexkv.key.KeyType;
import io.indexkv.key.KeyWriter;
import io.indexkv.row.RowColumn;
import io.indexkv.store.manifest.Interval;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.SchemaIds;
import io.indexkv.store.manifest.StoreProperties;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads the intervals of entries: the start from the key, the end from the row. Both become bytes
 * that sort like the values. Not thread-safe.
 */
public final class IntervalRows {
  private final Interval interval;
  private final KeyType key;
  private final KeyType type;
  private final int ordinal;
  private final int slot;
  private final int fixedLength;
  private final KeyWriter end;

  private IntervalRows(Interval interval, String schema, KeyType key) {
    this.interval = interval;
    this.key = key;
    type = key.columns().get(key.columns().size() - 1);
    List<RowColumn> columns = SchemaIds.columns(schema);
    ordinal =
        IntStream.range(0, columns.size())
            .filter(i -> columns.get(i).name().equals(interval.end()))
            .findFirst()
            .orElseThrow();
    int nullBytes = (columns.size() + 63) / 64 * 8;
    slot = nullBytes + 8 * ordinal;
    fixedLength = nullBytes + 8 * columns.size();
    end = new KeyWriter(type);
  }

  /** The intervals of a version, which declares them. */
  public static IntervalRows of(Manifest manifest) {
    List<KeyType> columns = manifest.keyTypes().stream().map(KeyType::of).toList();
    return new IntervalRows(
        manifest.interval().orElseThrow(), manifest.schema(), KeyType.composite(columns));
  }

  /** The intervals of store files with these properties; null if they declare none. */
  public static IntervalRows of(Map<String, String> ofFile) {
    String text = ofFile.get(Interval.PROPERTY);
    return text == null
        ? null
        : new IntervalRows(
            Interval.parse(text),
            StoreProperties.schema(ofFile),
            KeyType.of("composite(" + StoreProperties.keyTypes(ofFile) + ")"));
  }

  boolean endIncluded() {
    return interval.endIncluded();
  }

  /** Length of the key's bytes before the start. */
  public int prefix(byte[] bytes, int offset, int length) {
    return KeyBounds.lastColumn(key, bytes, offset, length);
  }

  /** The end of a row, which can be compared with starts; null if it has none. */
  byte[] end(byte[] row, int offset, int length) {
    if (length < fixedLength) {
      throw new IllegalArgumentException(
          "a row has %d bytes, expected at least %d".formatted(length, fixedLength));
    }
    if ((row[offset + (ordinal >>> 3)] >>> (ordinal & 7) & 1) != 0) {
      return null;
    }
    long bits = Memory.getLong(row, offset + slot);
    end.reset();
    if (type.isNumber()) {
      end.number(number(bits));
      return end.toByteArray();
    }
    int at = (int) (bits >>> 32);
    int size = (int) bits;
    if (at < fixedLength || size < 0 || size > length - at) {
      throw new IllegalArgumentException(
          "column %s of a row is at %d with %d bytes, the row has %d"
              .formatted(interval.end(), at, size, length));
    }
    if (type.precision() > 0) {
      end.decimal(new BigInteger(row, offset + at, size));
    } else {
      end.bytes(row, offset + at, size);
    }
    return end.toByteArray();
  }

  /** A number from its slot, of whose bytes only the first ones are the value. */
  private long number(long bits) {
    if (type.label().equals("boolean")) {
      return bits & 1;
    }
    int unused = Long.SIZE - 8 * type.width();
    return bits << unused >> unused;
  }

  /** An interval for messages. */
  String text(byte[] start, byte[] endBytes) {
    return "["
        + KeyText.of(List.of(type), start)
        + ", "
        + (endBytes == null ? "no end" : KeyText.of(List.of(type), endBytes))
        + (interval.endIncluded() && endBytes != null ? "]" : ")");
  }

  /** The columns before the start, for messages; empty if there are none. */
  String prefixText(byte[] keyBytes, int prefix) {
    List<KeyType> before = key.columns().subList(0, key.columns().size() - 1);
    if (before.isEmpty()) {
      return "";
    }
    // the start stands for the last column, which is written without an end mark
    String whole = KeyText.of(key.columns(), keyBytes);
    String last = KeyText.of(List.of(type), Arrays.copyOfRange(keyBytes, prefix, keyBytes.length));
    return " of " + whole.substring(0, whole.length() - last.length() - 3) + ")";
  }

  String columns() {
    return interval.start() + " and " + interval.end();
  }
}
