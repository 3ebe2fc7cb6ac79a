/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.StoreFileReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check must be able to fail. */
class LeakCheckTest {
  @TempDir Path dir;

  @Test
  void seesOpenMapsFilesAndThreads() throws Exception {
    Path path = dir.resolve("leak.ikv");
    try (var in = LeakCheckTest.class.getResourceAsStream("/golden/v1/example.ikv")) {
      Files.write(path, in.readAllBytes());
    }
    Thread thread = new Thread(LeakCheckTest::sleep, "indexkv-leak");
    thread.start();
    try (StoreFileReader file = StoreFileReader.open(path);
        FileChannel channel = FileChannel.open(path)) {
      assertThat(channel.isOpen() && file.info().entries() == 2).isTrue();
      assertThat(LeakCheck.leaks())
          .anyMatch(l -> l.startsWith("map "))
          .anyMatch(l -> l.startsWith("handle "))
          .contains("thread indexkv-leak");
    } finally {
      thread.interrupt();
      thread.join();
    }
    assertThat(LeakCheck.leaks()).isEmpty();
  }

  private static void sleep() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closingUnmapsAtOnce() throws IOException {
    Path path = dir.resolve("closed.ikv");
    try (var in = LeakCheckTest.class.getResourceAsStream("/golden/v1/int64.ikv")) {
      Files.write(path, in.readAllBytes());
    }
    StoreFileReader file = StoreFileReader.open(path);
    file.verify();
    file.close();
    file.close();
    assertThat(LeakCheck.leaks()).isEmpty();
  }
}
