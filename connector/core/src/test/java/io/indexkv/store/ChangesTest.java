/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ChangesTest extends ChangesSuite {
  @TempDir Path directory;

  @Override
  protected Storage storage() {
    return new LocalStorage(directory);
  }
}
