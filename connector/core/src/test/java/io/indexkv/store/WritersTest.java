/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.testing.StorageFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class WritersTest extends WritersSuite {
  @TempDir Path directory;

  @Override
  protected Class<? extends StorageFactory> factory() {
    return StorageFactory.Local.class;
  }

  @Override
  protected String location() {
    return directory.resolve("store").toString();
  }
}
