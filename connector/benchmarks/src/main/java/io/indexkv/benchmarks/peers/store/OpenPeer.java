/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import java.io.Closeable;
import java.io.IOException;

/** A store opened for reading. Threads share it. */
public interface OpenPeer extends Closeable {
  /** A lookup for the calling thread, valid while the store is open. */
  PeerLookup lookup() throws IOException;
}
