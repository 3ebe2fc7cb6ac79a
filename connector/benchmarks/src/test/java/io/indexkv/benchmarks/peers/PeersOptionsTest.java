/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.KeyKind;
import io.indexkv.benchmarks.peers.store.Measure;
import io.indexkv.benchmarks.peers.store.PeerStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersOptionsTest {
  @Test
  void measuresAllStoresByDefault() {
    PeersOptions options = PeersOptions.parse();
    assertThat(options.stores()).containsExactly(PeerStore.values());
    assertThat(options.datasets()).containsExactly(new Dataset(KeyKind.RANDOM, 10_000_000));
    assertThat(options.measures()).allMatch(Measure::isBenchmark);
  }

  @Test
  void takesLists() {
    PeersOptions options =
        PeersOptions.parse(
            "--entries",
            "2000,1000",
            "--keys",
            "dense,string",
            "--stores",
            "lmdb,indexkv",
            "--measures",
            "hit,build-unsorted");
    assertThat(options.datasets())
        .containsExactly(
            new Dataset(KeyKind.DENSE, 1000),
            new Dataset(KeyKind.STRING, 1000),
            new Dataset(KeyKind.DENSE, 2000),
            new Dataset(KeyKind.STRING, 2000));
    assertThat(options.stores()).containsExactly(PeerStore.LMDB, PeerStore.INDEXKV);
    assertThat(options.measures()).containsExactly(Measure.HIT, Measure.BUILD_UNSORTED);
  }

  @ParameterizedTest
  @CsvSource({
    "--entries,many,'option --entries: expected a whole number, found many'",
    "--entries,7,'option --entries: expected 8 to 2^31 - 1, found 7'",
    "--stores,redis,'option --stores: expected some of indexkv,'",
    "--measures,size,'option --measures: expected some of hit,'",
    "--size,1,unknown option --size"
  })
  void refuses(String name, String value, String message) {
    assertThatThrownBy(() -> PeersOptions.parse(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesAnOptionWithoutValue() {
    assertThatThrownBy(() -> PeersOptions.parse("--keys"))
        .hasMessageStartingWith("option --keys has no value");
  }
}
