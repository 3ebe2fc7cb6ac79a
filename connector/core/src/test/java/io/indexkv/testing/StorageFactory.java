/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;

/** Opens a store in a process that a test has started; made by its class name. */
public interface StorageFactory {
  /**
   * @param location whatever the test says
   */
  Storage open(String location) throws IOException;

  /** Of a local directory. */
  final class Local implements StorageFactory {
    @Override
    public Storage open(String location) {
      return new LocalStorage(Path.of(location));
    }
  }

  /** The factory of this class. */
  static StorageFactory of(String className) throws ReflectiveOperationException {
    return (StorageFactory) Class.forName(className).getDeclaredConstructor().newInstance();
  }
}
