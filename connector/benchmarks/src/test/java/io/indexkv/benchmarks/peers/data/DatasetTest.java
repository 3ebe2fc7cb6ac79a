/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetTest {
  private static final int ENTRIES = 7_003;

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void sortedEntriesAreInByteOrder(KeyKind keys) {
    Entries entries = new Dataset(keys, ENTRIES).sorted();
    byte[] before = null;
    int count = 0;
    while (entries.next()) {
      if (before != null) {
        assertThat(Arrays.compareUnsigned(before, entries.key())).isNegative();
      }
      before = entries.key().clone();
      count++;
    }
    assertThat(count).isEqualTo(ENTRIES);
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void unsortedEntriesAreTheSame(KeyKind keys) {
    Dataset data = new Dataset(keys, ENTRIES);
    assertThat(ids(data.unsorted())).isEqualTo(ids(data.sorted())).hasSize(ENTRIES);
  }

  private static Set<Long> ids(Entries entries) {
    Set<Long> ids = new HashSet<>();
    while (entries.next()) {
      ids.add(entries.id());
    }
    return ids;
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void lookupsFindEntriesAndMissThem(KeyKind keys) {
    Dataset data = new Dataset(keys, ENTRIES);
    Set<Long> present = ids(data.sorted());
    LookupIds ids = new LookupIds(data, 3);
    Set<Long> drawn = new HashSet<>();
    for (int i = 0; i < 20 * ENTRIES; i++) {
      long hit = ids.hit();
      long miss = ids.miss();
      if (!present.contains(hit) || present.contains(miss)) {
        fail("drew %d as present and %d as absent", hit, miss);
      }
      drawn.add(hit);
    }
    assertThat(drawn).hasSize(ENTRIES);
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void valuesHaveAHundredBytesOnAverage(KeyKind keys) {
    Dataset data = new Dataset(keys, ENTRIES);
    double mean = data.rawBytes() / (double) ENTRIES - keys.width();
    assertThat(mean).isBetween(98.0, 102.0);
    Entries entries = data.sorted();
    while (entries.next()) {
      assertThat(entries.valueLength()).isBetween(60, 140);
      assertThat(new String(entries.copyOfValue(), StandardCharsets.US_ASCII)).matches("[ a-z]+");
    }
  }
}
