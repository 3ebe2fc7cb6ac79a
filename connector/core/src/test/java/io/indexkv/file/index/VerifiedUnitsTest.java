/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class VerifiedUnitsTest {
  private final Set<Long> checked = new TreeSet<>();

  @Test
  void checksTheLastUnitsWithoutBeingAsked() {
    VerifiedUnits verified = new VerifiedUnits(1_000);

    for (long unit = 0; unit < 980; unit++) {
      verified.add(unit, sound(Set.of()));
    }
    assertThat(checked).isEmpty();
    assertThat(verified.isComplete()).isFalse();

    verified.add(980, sound(Set.of()));

    assertThat(checked).hasSize(19).contains(981L, 999L);
    assertThat(verified.isComplete()).isTrue();
  }

  @Test
  void completesASmallFileWithItsFirstUnit() {
    VerifiedUnits verified = new VerifiedUnits(5);

    verified.add(2, sound(Set.of()));

    assertThat(verified.isComplete()).isTrue();
  }

  @Test
  void leavesADamagedUnitToWhoAsksForIt() {
    VerifiedUnits verified = new VerifiedUnits(4);

    verified.add(0, sound(Set.of(3L)));

    assertThat(checked).containsExactly(1L, 2L, 3L);
    assertThat(verified.contains(2)).isTrue();
    assertThat(verified.contains(3)).isFalse();
    assertThat(verified.isComplete()).isFalse();
  }

  private LongPredicate sound(Set<Long> damaged) {
    return unit -> {
      checked.add(unit);
      return !damaged.contains(unit);
    };
  }
}
