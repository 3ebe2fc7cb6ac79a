/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheLocksTest {
  @TempDir Path directory;

  @Test
  void aLockThatCouldNotBeTakenDoesNotTakeOthersAway() throws Exception {
    Path cache = directory.resolve("cache");
    CacheLocks locks = CacheLocks.of(cache);
    assertThatThrownBy(() -> locks.pin("a")).isInstanceOf(NoSuchFileException.class);
    Files.createDirectory(cache);

    Closeable pin = locks.pin("a");
    locks.copying("b").close();

    // a system forgets all locks of a file that is closed, and a lock of a closed one is invalid
    assertThatCode(pin::close).doesNotThrowAnyException();
    Closeable evicting = locks.tryEvicting("a");
    assertThatCode(evicting::close).doesNotThrowAnyException();
  }
}
