/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;

/** A process that commits one version after the other until it is killed. */
final class CommitProcess {
  private CommitProcess() {}

  /** Argument: the directory of the store. */
  public static void main(String[] args) throws IOException {
    Storage storage = new LocalStorage(Path.of(args[0]));
    while (true) {
      long base = new VersionLog(storage).latest().map(Manifest::version).orElse(0L);
      new TestStore(storage).overwrite(base, 40, 10);
    }
  }
}
