/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Entries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A store under comparison. */
public interface Peer {
  /** The reason to leave out this measure for this store; empty to take it. */
  default Optional<String> leftOut(Measure measure, Dataset data) {
    return Optional.empty();
  }

  /** Writes all entries to an empty directory. It need not make them durable. */
  void write(Path directory, Entries entries) throws IOException;

  /** Opens the store that {@link #write} has written. */
  OpenPeer open(Path directory, Dataset data) throws IOException;
}
