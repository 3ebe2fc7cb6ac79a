/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.StoreFiles;

/** The open files of a {@link io.indexkv.store.manifest.Layer}. */
record OpenLayer(StoreFiles files, StoreFiles deletes) {
  boolean hasDeletes() {
    return deletes.entries() > 0;
  }

  boolean isMapped() {
    return files.isMapped() && deletes.isMapped();
  }
}
