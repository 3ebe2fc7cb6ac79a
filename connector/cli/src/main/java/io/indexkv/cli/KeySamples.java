/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.Entries;
import io.indexkv.Store;
import io.indexkv.cli.store.KeyColumn;
import io.indexkv.cli.store.KeyColumns;
import io.indexkv.key.Range;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Keys to look up, in random order.
 *
 * @param there keys that the store has
 * @param absent keys that it does not have; may be empty, if the type has few values
 * @param entries number of entries that the keys were taken from
 * @param all whether these are all entries of the store
 */
record KeySamples(List<List<Object>> there, List<List<Object>> absent, long entries, boolean all) {
  /** How long the store is read to find keys. */
  private static final long MAX_NANOS = 5_000_000_000L;

  /** The same keys in each run. */
  private static final long SEED = 17;

  private static final int LOOK = 1024;

  static KeySamples of(Store<List<Object>, byte[]> store, KeyColumns key, int max) {
    Random random = new Random(SEED);
    List<List<Object>> there = new ArrayList<>();
    long end = System.nanoTime() + MAX_NANOS;
    long seen = 0;
    boolean all;
    try (Entries<List<Object>, byte[]> entries = store.scan(Range.all())) {
      while (entries.hasNext() && (seen % LOOK != 0 || System.nanoTime() < end)) {
        List<Object> next = entries.next().key();
        seen++;
        if (there.size() < max) {
          there.add(next);
        } else if (random.nextLong(seen) < max) {
          there.set(random.nextInt(max), next);
        }
      }
      all = !entries.hasNext();
    }
    Collections.shuffle(there, random);
    return new KeySamples(there, absent(store, key, there, random), seen, all);
  }

  /** Other keys like these that the store does not have. */
  private static List<List<Object>> absent(
      Store<List<Object>, byte[]> store, KeyColumns key, List<List<Object>> there, Random random) {
    int last = key.columns().size() - 1;
    List<List<Object>> others = new ArrayList<>();
    for (List<Object> one : there) {
      List<Object> other = new ArrayList<>(one);
      other.set(last, other(key.columns().get(last), one.get(last), random));
      others.add(other);
    }
    List<byte[]> values = store.getMany(others);
    List<List<Object>> absent = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) == null) {
        absent.add(others.get(i));
      }
    }
    return absent;
  }

  private static Object other(KeyColumn column, Object value, Random random) {
    if (value instanceof Boolean flag) {
      return !flag;
    }
    if (value instanceof String text) {
      return text + "~";
    }
    if (value instanceof byte[] bytes) {
      return Arrays.copyOf(bytes, bytes.length + 1);
    }
    if (value instanceof UUID) {
      return new UUID(random.nextLong(), random.nextLong());
    }
    if (value instanceof LocalDate date) {
      return date.plusDays(random.nextInt(-100_000, 100_000));
    }
    if (value instanceof Instant time) {
      return time.plus(random.nextInt(1, 1_000_000), ChronoUnit.MICROS);
    }
    if (value instanceof LocalDateTime time) {
      return time.plus(random.nextInt(1, 1_000_000), ChronoUnit.MICROS);
    }
    if (value instanceof BigDecimal decimal) {
      BigInteger max = BigInteger.TEN.pow(column.type().precision());
      return new BigDecimal(new BigInteger(max.bitLength(), random).mod(max), decimal.scale());
    }
    return number(column, value, random);
  }

  /** A number of the class that the key takes. */
  private static Object number(KeyColumn column, Object value, Random random) {
    if (value instanceof Byte) {
      return (byte) random.nextInt();
    }
    if (value instanceof Short) {
      return (short) random.nextInt();
    }
    boolean signed = column.type().label().startsWith("int");
    if (value instanceof Integer) {
      int width = column.type().width();
      return signed ? random.nextInt() : random.nextInt() & (1 << 8 * width) - 1;
    }
    return column.type().label().equals("uint32")
        ? Integer.toUnsignedLong(random.nextInt())
        : (Object) random.nextLong();
  }
}
