/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.store.read.KeySlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** Sets of byte strings against a set of all short byte strings of two letters. */
class KeyRangesTest {
  private static final List<byte[]> UNIVERSE = universe();

  @Test
  void setsAreThoseOfTheirElements() {
    Random random = new Random(20261130);
    for (int i = 0; i < 5_000; i++) {
      KeyRanges one = draw(random);
      KeyRanges other = draw(random);
      expect(one.and(other), one, other, (a, b) -> a && b);
      expect(one.or(other), one, other, (a, b) -> a || b);
      expect(one.not(), one, other, (a, b) -> !a);
      assertThat(one.not().not().slices()).isEqualTo(one.slices());
      boolean contained = UNIVERSE.stream().allMatch(key -> holds(one, key) || !holds(other, key));
      // the universe cannot tell longer keys apart
      assertThat(!one.contains(other) || contained).isTrue();
      assertThat(one.or(other).contains(other)).isTrue();
      assertThat(one.contains(one.and(other))).isTrue();
      assertThat(one.isAll()).isEqualTo(one.not().isEmpty());
    }
  }

  @Test
  void onlyNamedValuesArePoints() {
    KeyRanges values = KeyRanges.ofValues(List.of(new byte[] {1}, new byte[] {3}));

    assertThat(values.arePoints()).isTrue();
    assertThat(values.not().arePoints()).isFalse();
    assertThat(values.not().not().arePoints()).isFalse();
    assertThat(values.and(KeyRanges.of(List.of(new KeySlice(new byte[] {2}, null)))).arePoints())
        .isTrue();
    assertThat(values.or(KeyRanges.of(List.of(new KeySlice(new byte[] {2}, null)))).arePoints())
        .isFalse();
  }

  private static void expect(
      KeyRanges result, KeyRanges one, KeyRanges other, BiPredicate<Boolean, Boolean> expected) {
    for (byte[] key : UNIVERSE) {
      assertThat(holds(result, key)).isEqualTo(expected.test(holds(one, key), holds(other, key)));
    }
    for (int i = 1; i < result.size(); i++) {
      assertThat(result.slices().get(i - 1).to()).isNotNull();
      assertThat(
              KeyRanges.compareStarts(
                  result.slices().get(i - 1).to(), result.slices().get(i).from()))
          .isNegative();
    }
  }

  private static boolean holds(KeyRanges ranges, byte[] key) {
    return ranges.slices().stream().anyMatch(slice -> slice.holds(key, 0, key.length));
  }

  private static KeyRanges draw(Random random) {
    List<KeySlice> slices = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      slices.add(new KeySlice(bound(random), bound(random)));
    }
    if (random.nextInt(3) == 0) {
      TreeSet<byte[]> values = new TreeSet<>(Arrays::compareUnsigned);
      slices.forEach(slice -> values.add(slice.from() == null ? new byte[0] : slice.from()));
      return KeyRanges.ofValues(values);
    }
    return KeyRanges.of(slices);
  }

  private static byte[] bound(Random random) {
    return random.nextInt(6) == 0 ? null : UNIVERSE.get(random.nextInt(UNIVERSE.size()));
  }

  private static List<byte[]> universe() {
    List<byte[]> all = new ArrayList<>(List.of(new byte[0]));
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).length < 3) {
        for (byte b : new byte[] {0, (byte) 0xFF}) {
          byte[] longer = KeyRanges.after(all.get(i));
          longer[longer.length - 1] = b;
          all.add(longer);
        }
      }
    }
    return all;
  }
}
