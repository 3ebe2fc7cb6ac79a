/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.key.KeyType;
import io.indexkv.key.Keys;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Keys of a type, with the order that the spec defines for their values, found without encoding
 * them. It also draws such values.
 */
public record TypedKeys<K>(Keys<K> keys, Comparator<K> order, Function<Draw, K> draw) {
  private static final long MICROS = 1_000_000;

  public static List<TypedKeys<?>> columns() {
    return List.of(
        new TypedKeys<>(Keys.bool(), Comparator.naturalOrder(), d -> d.random.nextBoolean()),
        new TypedKeys<>(
            Keys.int8(), Comparator.naturalOrder(), d -> (byte) d.number(-(1 << 7), (1 << 7) - 1)),
        new TypedKeys<>(
            Keys.int16(),
            Comparator.naturalOrder(),
            d -> (short) d.number(-(1 << 15), (1 << 15) - 1)),
        new TypedKeys<>(
            Keys.int32(),
            Comparator.naturalOrder(),
            d -> (int) d.number(Integer.MIN_VALUE, Integer.MAX_VALUE)),
        new TypedKeys<>(
            Keys.int64(), Comparator.naturalOrder(), d -> d.number(Long.MIN_VALUE, Long.MAX_VALUE)),
        new TypedKeys<>(
            Keys.uint8(), Comparator.naturalOrder(), d -> (int) d.number(0, (1 << 8) - 1)),
        new TypedKeys<>(
            Keys.uint16(), Comparator.naturalOrder(), d -> (int) d.number(0, (1 << 16) - 1)),
        new TypedKeys<>(Keys.uint32(), Comparator.naturalOrder(), d -> d.number(0, (1L << 32) - 1)),
        new TypedKeys<>(
            Keys.uint64(), Long::compareUnsigned, d -> d.number(Long.MIN_VALUE, Long.MAX_VALUE)),
        new TypedKeys<LocalDate>(
            Keys.date(),
            Comparator.naturalOrder(),
            d -> LocalDate.ofEpochDay(d.number(Integer.MIN_VALUE, Integer.MAX_VALUE))),
        new TypedKeys<>(Keys.timestamp(), Comparator.naturalOrder(), TypedKeys::instant),
        new TypedKeys<LocalDateTime>(
            Keys.timestampNtz(),
            Comparator.naturalOrder(),
            d -> LocalDateTime.ofInstant(instant(d), ZoneOffset.UTC)),
        decimals(1, 0),
        decimals(9, 9),
        decimals(18, 2),
        decimals(19, 0),
        decimals(38, 10),
        new TypedKeys<>(
            Keys.uuid(),
            Comparator.comparing(UUID::toString),
            d ->
                new UUID(
                    d.number(Long.MIN_VALUE, Long.MAX_VALUE),
                    d.number(Long.MIN_VALUE, Long.MAX_VALUE))),
        new TypedKeys<>(Keys.string(), TypedKeys::compareCodePoints, Draw::string),
        new TypedKeys<>(Keys.bytes(), Arrays::compareUnsigned, Draw::bytes));
  }

  static TypedKeys<BigDecimal> decimals(int precision, int scale) {
    return new TypedKeys<>(
        Keys.decimal(precision, scale),
        Comparator.naturalOrder(),
        d -> d.decimal(precision, scale));
  }

  /** Keys of these columns, ordered by the first, then the second, … */
  static TypedKeys<List<Object>> composite(List<TypedKeys<?>> columns) {
    return new TypedKeys<>(
        Keys.composite(columns.stream().map(TypedKeys::keys).toArray(Keys<?>[]::new)),
        (a, b) -> {
          int order = 0;
          for (int i = 0; i < columns.size() && order == 0; i++) {
            order = columns.get(i).compare(a.get(i), b.get(i));
          }
          return order;
        },
        d -> columns.stream().<Object>map(c -> c.draw.apply(d)).toList());
  }

  /** One to sixteen random columns. */
  static TypedKeys<List<Object>> anyComposite(Draw draw) {
    List<TypedKeys<?>> all = columns();
    int count = 1 + draw.random.nextInt(draw.random.nextBoolean() ? 3 : KeyType.MAX_COLUMNS);
    // every other column varies in length: composites can go wrong there
    List<TypedKeys<?>> chosen =
        draw.random
            .ints(count, 0, 2 * all.size())
            .<TypedKeys<?>>mapToObj(i -> all.get(i < all.size() ? i : all.size() - 1 - i % 2))
            .toList();
    return composite(chosen);
  }

  @SuppressWarnings("unchecked") // only called with what draw gave
  private int compare(Object a, Object b) {
    return order.compare((K) a, (K) b);
  }

  private static Instant instant(Draw draw) {
    long micros = draw.number(Long.MIN_VALUE, Long.MAX_VALUE);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
  }

  private static int compareCodePoints(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  @Override
  public String toString() {
    return keys.type().label();
  }
}
