/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A store under comparison. */
interface Peer {
  /** Why this measurement is left out for this store, if it is. */
  default Optional<String> leftOut(Measure measure, Dataset data) {
    return Optional.empty();
  }

  /** Writes all entries to an empty directory; need not make them durable. */
  void write(Path directory, Entries entries) throws IOException;

  /** Opens what {@link #write} has written. */
  OpenPeer open(Path directory, Dataset data) throws IOException;
}
