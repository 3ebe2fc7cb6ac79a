/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VerifiedTest {
  private final Set<Long> checked = new TreeSet<>();

  @Test
  void checksTheLastUnitsWithoutBeingAsked() {
    Verified verified = verified(1_000, Set.of());

    for (long unit = 0; unit < 980; unit++) {
      verified.add(unit);
    }
    assertThat(checked).isEmpty();
    assertThat(verified.isComplete()).isFalse();

    verified.add(980);

    assertThat(checked).hasSize(19).contains(981L, 999L);
    assertThat(verified.isComplete()).isTrue();
  }

  @Test
  void completesASmallFileWithItsFirstUnit() {
    Verified verified = verified(5, Set.of());

    verified.add(2);

    assertThat(verified.isComplete()).isTrue();
  }

  @Test
  void leavesADamagedUnitToWhoAsksForIt() {
    Verified verified = verified(4, Set.of(3L));

    verified.add(0);

    assertThat(checked).containsExactly(1L, 2L, 3L);
    assertThat(verified.contains(2)).isTrue();
    assertThat(verified.contains(3)).isFalse();
    assertThat(verified.isComplete()).isFalse();
  }

  private Verified verified(long units, Set<Long> damaged) {
    return new Verified(
        units,
        unit -> {
          checked.add(unit);
          return !damaged.contains(unit);
        });
  }
}
