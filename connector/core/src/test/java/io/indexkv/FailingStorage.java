/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.NotPublishedException;
import io.indexkv.file.bytes.Output;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.testing.ForwardingOutput;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.nio.file.Path;

/** Local files where one write, the first or a later one, fails. */
final class FailingStorage extends ForwardingStorage {
  private int left;

  /** The first {@code writes} succeed, the next one fails, and later ones succeed again. */
  FailingStorage(Path path, int writes) {
    super(new LocalStorage(path));
    left = writes;
  }

  boolean hasFailed() {
    return left < 0;
  }

  private void write() throws IOException {
    if (left-- == 0) {
      throw new NotPublishedException("no space left on device, says the test", null);
    }
  }

  @Override
  public Output create(String name) throws IOException {
    write();
    return new ForwardingOutput(super.create(name)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        FailingStorage.this.write();
        super.write(bytes, offset, length);
      }

      @Override
      public void finish() throws IOException {
        FailingStorage.this.write();
        super.finish();
      }
    };
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) throws IOException {
    write();
    return super.createIfAbsent(name, content);
  }
}
