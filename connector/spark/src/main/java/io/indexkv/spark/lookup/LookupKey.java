/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeyBounds;
import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.lookup.KeyValue.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;

/** Encodes keys from the values that a user gives. For one thread. */
final class LookupKey {
  private final List<KeyColumn> columns;
  private final KeyEncoder encoder;

  /** For each column, an encoder of it alone, as if it were the whole key. */
  private final List<KeyEncoder> alone;

  private final KeyBounds bounds;

  LookupKey(StoreKey key) {
    columns = key.columns();
    encoder = new KeyEncoder(key);
    alone =
        IntStream.range(0, columns.size()).mapToObj(i -> new KeyEncoder(key.column(i))).toList();
    bounds = new KeyBounds(key);
  }

  int columns() {
    return columns.size();
  }

  /**
   * The key's bytes; empty if no key can have these values.
   *
   * @throws IllegalArgumentException if a value does not have the column's type, or the number of
   *     values is not the number of key columns
   */
  Optional<byte[]> encode(List<?> values) {
    requireWhole(values);
    List<Object> internal = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Optional<KeyValue> value = KeyValue.of(columns.get(i), values.get(i));
      if (value.isEmpty() || value.get().place() != Place.AT) {
        return Optional.empty();
      }
      internal.add(value.get().internal());
    }
    return encoder.encode(internal);
  }

  /**
   * Where a key with these values is among all keys; empty if a value is null.
   *
   * @throws IllegalArgumentException as for {@link #encode}
   */
  Optional<KeySpan> whole(List<?> values) {
    requireWhole(values);
    return span(values);
  }

  /**
   * Where the keys are that have these values in their first columns; empty if a value is null.
   *
   * @throws IllegalArgumentException if a value does not have the column's type, or there is no
   *     value, or there are more of them than key columns
   */
  Optional<KeySpan> first(List<?> values) {
    if (values.isEmpty() || values.size() > columns.size()) {
      throw wrongNumber(values);
    }
    return span(values);
  }

  /**
   * A text that a longest prefix is wanted of, behind the encoded first columns; empty if a value
   * is null, or no key can have the first columns.
   *
   * @throws IllegalArgumentException if the last key column is no STRING, or as for {@link #encode}
   */
  Optional<AskedText> text(List<?> values) {
    requireWhole(values);
    int last = columns.size() - 1;
    KeyColumn column = columns.get(last);
    if (!column.type().equals(KeyType.STRING) || column.charLength() > 0) {
      throw new IllegalArgumentException(
          "key column '%s' is %s: a longest prefix needs a STRING as the last key column"
              .formatted(
                  column.name(),
                  column.charLength() > 0
                      ? "CHAR(" + column.charLength() + ")"
                      : column.dataType().sql()));
    }
    byte[] begin = {};
    boolean held = true;
    for (int i = 0; i < values.size(); i++) {
      Optional<KeyValue> value = KeyValue.of(columns.get(i), values.get(i));
      held = held && value.isPresent() && value.get().place() == Place.AT;
      if (held && i < last) {
        begin = bounds.with(begin, i, encoded(value.get().internal(), i));
      } else if (held) {
        byte[] text = bounds.with(begin, i, encoded(value.get().internal(), i));
        return Optional.of(new AskedText(text, begin.length));
      }
    }
    return Optional.empty();
  }

  private void requireWhole(List<?> values) {
    if (values.size() != columns.size()) {
      throw wrongNumber(values);
    }
  }

  private IllegalArgumentException wrongNumber(List<?> values) {
    return new IllegalArgumentException(
        "the key has %d columns %s, but %d values were given"
            .formatted(
                columns.size(), columns.stream().map(KeyColumn::name).toList(), values.size()));
  }

  private Optional<KeySpan> span(List<?> values) {
    List<KeyValue> placed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      KeyValue.of(columns.get(i), values.get(i)).ifPresent(placed::add);
    }
    return placed.size() < values.size() ? Optional.empty() : Optional.of(spanOf(placed));
  }

  private KeySpan spanOf(List<KeyValue> values) {
    byte[] begin = {};
    byte[] end = null;
    for (int i = 0; i < values.size(); i++) {
      KeyValue value = values.get(i);
      switch (value.place()) {
        case BELOW_ALL -> {
          return between(begin);
        }
        case ABOVE_ALL -> {
          return between(end);
        }
        default -> {
          begin = bounds.with(begin, i, encoded(value.internal(), i));
          end =
              i == columns.size() - 1
                  ? Arrays.copyOf(begin, begin.length + 1)
                  : KeyBounds.next(begin);
          if (value.place() == Place.ABOVE) {
            return between(end);
          }
        }
      }
    }
    return new KeySpan(fitted(begin), fitted(end));
  }

  /** No keys, at a place between others. */
  private KeySpan between(byte[] place) {
    return new KeySpan(fitted(place), fitted(place));
  }

  private byte[] fitted(byte[] place) {
    return place == null ? null : bounds.fitted(place);
  }

  /** Where, among the keys without those up to {@code key}, the first one is; null if none is. */
  byte[] behind(byte[] key) {
    return bounds.fitted(Arrays.copyOf(key, key.length + 1));
  }

  // strings and binary are compared as they are, even if they are too long for a key
  private byte[] encoded(Object internal, int column) {
    if (internal instanceof UTF8String text) {
      return text.getBytes();
    }
    return internal instanceof byte[] binary
        ? binary
        : alone.get(column).encode(List.of(internal)).orElseThrow();
  }
}
