/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.indexkv.key.KeyWriter;
import io.indexkv.key.Keys;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For random keys of every type, bytes sort like values, and a value has one encoding. */
class KeyOrderTest {
  private static final int PAIRS = 20_000;

  static List<TypedKeys<?>> everyType() {
    return TypedKeys.columns();
  }

  static Stream<TypedKeys<List<Object>>> composites() {
    Draw draw = new Draw();
    return Stream.generate(() -> TypedKeys.anyComposite(draw)).limit(200);
  }

  @ParameterizedTest
  @MethodSource("everyType")
  <K> void bytesOrderAsValues(TypedKeys<K> typed) {
    checkPairs(typed, PAIRS);
  }

  @ParameterizedTest
  @MethodSource("composites")
  <K> void compositesOrderAsTuples(TypedKeys<K> typed) {
    checkPairs(typed, 300);
  }

  /** Pairs that share their first columns, and differ slightly in the next. */
  @Test
  void compositesOfVariableColumnsOrderAsTuples() {
    TypedKeys<String> strings = typed("string");
    TypedKeys<byte[]> binaries = typed("binary");
    TypedKeys<Integer> integers = typed("int32");
    checkPairs(TypedKeys.composite(List.of(strings, strings)), PAIRS);
    checkPairs(TypedKeys.composite(List.of(binaries, binaries, binaries)), PAIRS);
    checkPairs(TypedKeys.composite(List.of(binaries, integers, strings)), PAIRS);
    checkPairs(TypedKeys.composite(List.of(integers, strings, integers)), PAIRS);
  }

  @Test
  void drawsPairsThatAreEqualThatShareAPrefixAndThatHoldZeros() {
    Draw draw = new Draw();
    int equal = 0;
    int prefixes = 0;
    int zeros = 0;
    int empty = 0;
    for (int i = 0; i < PAIRS; i++) {
      byte[] a = draw.bytes();
      byte[] b = draw.bytes();
      int mismatch = Arrays.mismatch(a, b);
      equal += mismatch < 0 ? 1 : 0;
      prefixes += mismatch == a.length ? 1 : 0;
      zeros += a.length > 0 && a[a.length - 1] == 0 ? 1 : 0;
      empty += a.length == 0 ? 1 : 0;
    }
    assertThat(List.of(equal, prefixes, zeros, empty))
        .as(Draw.seed())
        .allSatisfy(n -> assertThat(n).isGreaterThan(PAIRS / 100));
  }

  /** Foreign bytes either fail to decode, or decode to a key that encodes to the same bytes. */
  @ParameterizedTest
  @MethodSource("everyType")
  <K> void eachValueHasOneEncoding(TypedKeys<K> typed) {
    Draw draw = new Draw();
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = draw.bytes();
      if (typed.keys().type().width() > 0) {
        bytes = Arrays.copyOf(bytes, typed.keys().type().width());
      }
      requireCanonical(typed.keys(), bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("composites")
  <K> void eachTupleHasOneEncoding(TypedKeys<K> typed) {
    Draw draw = new Draw();
    for (int i = 0; i < 50; i++) {
      byte[] bytes = typed.keys().encode(typed.draw().apply(draw));
      if (bytes.length > 0) {
        bytes[draw.random.nextInt(bytes.length)] = (byte) draw.random.nextInt(4);
        requireCanonical(typed.keys(), bytes);
        requireCanonical(typed.keys(), Arrays.copyOf(bytes, draw.random.nextInt(bytes.length)));
      }
    }
  }

  private static <K> void requireCanonical(Keys<K> keys, byte[] bytes) {
    K key;
    try {
      key = keys.decode(bytes);
    } catch (IllegalArgumentException e) {
      assertThat(e).as(Draw.seed()).hasMessageContaining("not a key of type " + keys.type());
      return;
    }
    assertThat(keys.encode(key)).as("%s, %s", key, Draw.seed()).isEqualTo(bytes);
  }

  private static <K> void checkPairs(TypedKeys<K> typed, int pairs) {
    Keys<K> keys = typed.keys();
    Draw draw = new Draw();
    KeyWriter writer = new KeyWriter(keys.type());
    for (int i = 0; i < pairs; i++) {
      K a = typed.draw().apply(draw);
      K b = typed.draw().apply(draw);
      byte[] bytesOfA = keys.encode(a);
      keys.encode(b, writer);
      byte[] bytesOfB = writer.toByteArray();
      int order = Arrays.compareUnsigned(bytesOfA, bytesOfB);
      // plain comparisons: an assertion for each of millions of pairs would take a minute
      if (Integer.signum(order) != Integer.signum(typed.order().compare(a, b))) {
        fail("%s against %s: bytes %d, %s", a, b, order, Draw.seed());
      }
      if (!same(keys.decode(bytesOfA), a) || !same(keys.decode(bytesOfB), b)) {
        fail("%s or %s is not what was encoded, %s", a, b, Draw.seed());
      }
    }
  }

  private static boolean same(Object a, Object b) {
    return a instanceof List<?> left && b instanceof List<?> right
        ? Arrays.deepEquals(left.toArray(), right.toArray())
        : Objects.deepEquals(a, b);
  }

  @SuppressWarnings("unchecked") // the caller knows the label's class
  private static <K> TypedKeys<K> typed(String label) {
    return (TypedKeys<K>)
        TypedKeys.columns().stream()
            .filter(t -> t.toString().equals(label))
            .findAny()
            .orElseThrow();
  }
}
