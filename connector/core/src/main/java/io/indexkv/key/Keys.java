/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import io.indexkv.Internal;
import io.indexkv.error.Required;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * Keys as Java objects: turns a {@code K} into the bytes of a {@link KeyType}, and back. Immutable
 * and thread-safe.
 *
 * <p>A store orders keys by these bytes; docs/key-encoding.md defines the order. For {@code String}
 * and {@code UUID} it differs from {@code compareTo}.
 */
public abstract sealed class Keys<K>
    permits NumberKeys,
        WideDecimalKeys,
        UuidKeys,
        StringKeys,
        BytesKeys,
        CompositeKeys,
        MappedKeys {
  private final KeyType type;
  private final Class<?> javaType;

  Keys(KeyType type, Class<?> javaType) {
    this.type = type;
    this.javaType = javaType;
  }

  /** Booleans; false sorts before true. */
  public static Keys<Boolean> bool() {
    return new NumberKeys<>(KeyType.BOOLEAN, Boolean.class, v -> v ? 1 : 0, n -> n == 1);
  }

  /** Signed integers of 8 bits. */
  public static Keys<Byte> int8() {
    return new NumberKeys<>(KeyType.INT8, Byte.class, Byte::longValue, n -> (byte) n);
  }

  /** Signed integers of 16 bits. */
  public static Keys<Short> int16() {
    return new NumberKeys<>(KeyType.INT16, Short.class, Short::longValue, n -> (short) n);
  }

  /** Signed integers of 32 bits. */
  public static Keys<Integer> int32() {
    return new NumberKeys<>(KeyType.INT32, Integer.class, Integer::longValue, n -> (int) n);
  }

  /** Signed integers of 64 bits. */
  public static Keys<Long> int64() {
    return new NumberKeys<>(KeyType.INT64, Long.class, Long::longValue, n -> n);
  }

  /** Integers from 0 to 255. Other numbers fail. */
  public static Keys<Integer> uint8() {
    return new NumberKeys<>(KeyType.UINT8, Integer.class, Integer::longValue, n -> (int) n);
  }

  /** Integers from 0 to 65,535. Other numbers fail. */
  public static Keys<Integer> uint16() {
    return new NumberKeys<>(KeyType.UINT16, Integer.class, Integer::longValue, n -> (int) n);
  }

  /** Integers from 0 to 4,294,967,295. Other numbers fail. */
  public static Keys<Long> uint32() {
    return new NumberKeys<>(KeyType.UINT32, Long.class, Long::longValue, n -> n);
  }

  /**
   * Integers from 0 to 2^64 - 1, as the 64 bits of a long. From 2^63 on the long is negative in
   * Java.
   */
  public static Keys<Long> uint64() {
    return new NumberKeys<>(KeyType.UINT64, Long.class, Long::longValue, n -> n);
  }

  /** Dates. A date whose days since 1970 do not fit into an int fails. */
  public static Keys<LocalDate> date() {
    return new NumberKeys<>(KeyType.DATE, LocalDate.class, Epoch::days, LocalDate::ofEpochDay);
  }

  /** Instants in whole microseconds. An instant with a fraction of a microsecond fails. */
  public static Keys<Instant> timestamp() {
    return new NumberKeys<>(KeyType.TIMESTAMP, Instant.class, Epoch::micros, Epoch::instant);
  }

  /** Local times in whole microseconds. A time with a fraction of a microsecond fails. */
  public static Keys<LocalDateTime> timestampNtz() {
    return new NumberKeys<>(
        KeyType.TIMESTAMP_NTZ, LocalDateTime.class, Epoch::micros, Epoch::local);
  }

  /**
   * Decimals of up to {@code precision} digits, {@code scale} of them after the point. Other
   * decimals fail; nothing is rounded. Decoded keys have that scale: 1.5 as decimal(10,2) comes
   * back as 1.50.
   *
   * @param precision 1 to 38
   * @param scale 0 to {@code precision}
   * @throws IllegalArgumentException if precision or scale is outside its range
   */
  public static Keys<BigDecimal> decimal(int precision, int scale) {
    KeyType type = KeyType.decimal(precision, scale);
    return type.isNumber()
        ? new NumberKeys<>(
            type,
            BigDecimal.class,
            v -> Decimals.unscaled(v, precision, scale).longValueExact(),
            n -> new BigDecimal(BigInteger.valueOf(n), scale))
        : new WideDecimalKeys(type);
  }

  /** UUIDs, ordered by their bytes. */
  public static Keys<UUID> uuid() {
    return new UuidKeys();
  }

  /** Strings, encoded as UTF-8. A string with an unpaired surrogate has no UTF-8 form and fails. */
  public static Keys<String> string() {
    return new StringKeys();
  }

  /** Byte arrays, stored as they are. */
  public static Keys<byte[]> bytes() {
    return new BytesKeys();
  }

  /**
   * Keys of 1 to 16 columns. A key is a list with one element for each column. {@link #as} turns it
   * into a type of the caller.
   */
  public static Keys<List<Object>> composite(Keys<?>... columns) {
    Required.elements(columns, "columns");
    return new CompositeKeys(List.of(columns));
  }

  /**
   * These keys as objects of another type, for example a composite key as a record.
   *
   * @param to turns a key of this type into the new type
   * @param from turns a key of the new type into this type
   */
  public final <T> Keys<T> as(
      Function<? super K, ? extends T> to, Function<? super T, ? extends K> from) {
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(from, "from");
    return new MappedKeys<>(this, to, from);
  }

  /** The type that defines the bytes of these keys. */
  public final KeyType type() {
    return type;
  }

  /**
   * Encodes {@code key}.
   *
   * @throws IllegalArgumentException if it is not a value of the key type, or longer than {@link
   *     KeyType#MAX_BYTES}
   */
  public final byte[] encode(K key) {
    return encoded(key).toByteArray();
  }

  /**
   * Encodes {@code key} into {@code out}, replacing its content.
   *
   * @throws IllegalArgumentException if the key is not a value of the key type, or too long, or if
   *     {@code out} is for another type
   */
  public final void encode(K key, KeyWriter out) {
    Objects.requireNonNull(out, "out");
    if (!out.type().equals(type)) {
      throw new IllegalArgumentException(
          "a writer of " + out.type() + " keys: expected one of " + type);
    }
    out.reset();
    writeChecked(key, out);
  }

  /**
   * Decodes a key.
   *
   * @throws IllegalArgumentException if the bytes are not a key of this type
   */
  public final K decode(byte[] key) {
    Objects.requireNonNull(key, "key");
    return decode(key, 0, key.length);
  }

  /**
   * Decodes the key in {@code length} bytes from {@code offset} on.
   *
   * @throws IllegalArgumentException if the bytes are not a key of this type
   */
  public final K decode(byte[] key, int offset, int length) {
    Objects.requireNonNull(key, "key");
    return decode(key, offset, length, new KeyReader(type));
  }

  /**
   * Decodes the key in {@code length} bytes from {@code offset} on. It uses a reader of this type,
   * which the caller can use again for the next key.
   */
  @Internal
  public final K decode(byte[] key, int offset, int length, KeyReader in) {
    Objects.checkFromIndexSize(offset, length, key.length);
    K decoded = read(in.reset(key, offset, length));
    in.end();
    return decoded;
  }

  /**
   * Encodes {@code key} as the next column of {@code out}. The key may be null or of another class,
   * which fails.
   */
  @SuppressWarnings("unchecked") // javaType is K's class, or Object if only the caller knows it
  final void writeChecked(Object key, KeyWriter out) {
    requireClass(key);
    write((K) key, out);
  }

  /**
   * Encodes the first columns of a key.
   *
   * @throws IllegalArgumentException if they are not values of the first columns
   */
  @Internal
  public final byte[] beginning(Object... values) {
    Required.elements(values, "columns");
    List<Keys<?>> columns = columns();
    if (values.length == 0 || values.length > columns.size()) {
      throw new IllegalArgumentException(
          values.length + " columns of a " + type + " key: expected 1 to " + columns.size());
    }
    KeyWriter out = new KeyWriter(type);
    for (int i = 0; i < values.length; i++) {
      columns.get(i).writeChecked(values[i], out);
    }
    return Arrays.copyOf(out.buffer(), out.written());
  }

  /** The keys of each column, in key order. */
  List<Keys<?>> columns() {
    return List.of(this);
  }

  /** A new writer that holds {@code key}. */
  @Internal
  public final KeyWriter encoded(K key) {
    KeyWriter out = new KeyWriter(type);
    encode(key, out);
    return out;
  }

  /**
   * The word of {@code key}. Call it only if the type's {@link KeyType#wordWidth()} is more than 0.
   */
  @Internal
  public long word(K key) {
    KeyWriter out = new KeyWriter(type);
    writeChecked(key, out);
    return out.word();
  }

  final void requireClass(Object key) {
    if (!javaType.isInstance(key)) {
      String found = key == null ? "null" : key.getClass().getSimpleName();
      throw new IllegalArgumentException(
          found + " is no " + type + " key: expected " + javaType.getSimpleName());
    }
  }

  abstract void write(K key, KeyWriter out);

  abstract K read(KeyReader in);
}
