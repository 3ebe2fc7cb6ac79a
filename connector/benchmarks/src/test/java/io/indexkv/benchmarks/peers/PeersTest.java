/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Entries;
import io.indexkv.benchmarks.peers.data.KeyKind;
import io.indexkv.benchmarks.peers.store.Measure;
import io.indexkv.benchmarks.peers.store.OpenPeer;
import io.indexkv.benchmarks.peers.store.Peer;
import io.indexkv.benchmarks.peers.store.PeerLookup;
import io.indexkv.benchmarks.peers.store.PeerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PeersTest {
  private static final long ENTRIES = 5_000;
  private static final int LOOKUPS = 2_000;

  @TempDir Path directory;

  static Stream<Arguments> sortedBuilds() {
    return builds(Measure.SIZE);
  }

  static Stream<Arguments> unsortedBuilds() {
    return builds(Measure.BUILD_UNSORTED);
  }

  /** Stores and keys for which this measure is not left out. */
  private static Stream<Arguments> builds(Measure needed) {
    return Stream.of(PeerStore.values())
        .flatMap(
            store ->
                Stream.of(KeyKind.values())
                    .map(keys -> new Dataset(keys, ENTRIES))
                    .filter(data -> store.peer().leftOut(needed, data).isEmpty())
                    .map(data -> Arguments.of(store, data)));
  }

  @ParameterizedTest
  @MethodSource("sortedBuilds")
  void answersWhatItWasGiven(PeerStore store, Dataset data) throws IOException {
    check(store, data, data.sorted());
  }

  @ParameterizedTest
  @MethodSource("unsortedBuilds")
  void answersWhatItWasGivenInAnyOrder(PeerStore store, Dataset data) throws IOException {
    check(store, data, data.unsorted());
  }

  private void check(PeerStore store, Dataset data, Entries entries) throws IOException {
    Peer peer = store.peer();
    peer.write(directory, entries);
    try (OpenPeer open = peer.open(directory, data)) {
      new Agreement(data).check(store.toString(), open.lookup(), LOOKUPS);
      new Agreement(data).check(store.toString(), open.lookup(), LOOKUPS);
    }
  }

  @Test
  void refusesAStoreThatHoldsSomethingElse() throws IOException {
    Peer peer = PeerStore.INDEXKV.peer();
    peer.write(directory, new Dataset(KeyKind.RANDOM, ENTRIES - 1).sorted());
    Dataset asked = new Dataset(KeyKind.RANDOM, ENTRIES);
    try (OpenPeer open = peer.open(directory, asked)) {
      PeerLookup lookup = open.lookup();
      assertThatThrownBy(() -> new Agreement(asked).check("indexkv", lookup, 8))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("indexkv, random-5000: sum of all entries: expected");
    }
  }
}
