/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import java.io.Closeable;
import java.io.IOException;

/** A store opened for reading, shared by threads. */
interface OpenPeer extends Closeable {
  /** The way in for the calling thread; valid while the store is open. */
  PeerLookup lookup() throws IOException;
}
