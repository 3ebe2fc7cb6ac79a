/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.store.read.SnapshotMemory;
import org.junit.jupiter.api.Test;

class DiskWaitsTest {
  @Test
  void readsTheCountOfMajorFaults() {
    String line = "1234 (Executor task (1)) S 1 1 1 0 -1 4194368 98765 5 4321 7 100 20 0 0 20";

    assertThat(DiskWaits.of(line)).hasValue(4321);
  }

  @Test
  void anotherFormIsUnknown() {
    assertThat(DiskWaits.of("")).isEmpty();
    assertThat(DiskWaits.of("1 (x) S 1 1 1 0 -1 4194368 1 2 many 4")).isEmpty();
  }

  @Test
  void linuxTells() {
    assertThat(DiskWaits.known()).isEqualTo(System.getProperty("os.name").equals("Linux"));
  }

  @Test
  void theShareInMemoryIsAskedForOnceInAWhile() {
    Object store = new Object();

    assertThat(ResidentShare.of(store, () -> new SnapshotMemory(100, 0, 25))).hasValue(0.25);
    assertThat(ResidentShare.of(store, () -> new SnapshotMemory(100, 0, 75))).hasValue(0.25);
    assertThat(ResidentShare.of(new Object(), () -> new SnapshotMemory(0, 100, 0))).isEmpty();
  }
}
