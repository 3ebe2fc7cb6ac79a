/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import java.nio.file.Path;

/** A local file of the store itself, not a copy. */
record InPlaceFile(Path path) implements LocalFile {
  @Override
  public boolean isInflated() {
    return false;
  }

  @Override
  public boolean discard() {
    return false;
  }

  @Override
  public void close() {}
}
