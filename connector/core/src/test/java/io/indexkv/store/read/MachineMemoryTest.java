/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {
  @TempDir Path directory;

  @Test
  void readsWhatTheMachineHas() throws IOException {
    Path meminfo = write("meminfo", "Hugepages: 1\nMemTotal:       24576 kB\nMemFree: 5 kB\n");

    assertThat(MachineMemory.machine(meminfo)).isEqualTo(24L << 20);
    assertThat(MachineMemory.machine(directory.resolve("none"))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void readsWhatTheContainerMayHave() throws IOException {
    Path none = directory.resolve("none");

    assertThat(MachineMemory.limit(List.of(none, write("limit", "1048576\n")))).isEqualTo(1 << 20);
    assertThat(MachineMemory.limit(List.of(write("max", "max\n")))).isEqualTo(Long.MAX_VALUE);
    assertThat(MachineMemory.limit(List.of(none))).isEqualTo(Long.MAX_VALUE);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
