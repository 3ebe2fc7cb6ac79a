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
    assertThat(MachineMemory.limit(List.of(write("a", "9000"), write("b", "7000"))))
        .isEqualTo(7000);
  }

  @Test
  void findsTheLimitsOfAllGroupsThatThisProcessIsIn() throws IOException {
    Path first = directory.resolve("memory/jobs/small");
    Path second = directory.resolve("jobs.slice/small.service");
    Path own =
        write("cgroup", "8:pids:/\n4:cpu,memory:/jobs/small\n0::/jobs.slice/small.service\n");
    assertThat(limit(own)).isEqualTo(Long.MAX_VALUE);

    Files.createDirectories(first);
    Files.writeString(first.resolve("memory.limit_in_bytes"), "3000\n");
    assertThat(limit(own)).isEqualTo(3000);
    Files.writeString(first.resolveSibling("memory.limit_in_bytes"), "2000\n");
    assertThat(limit(own)).isEqualTo(2000);

    Files.createDirectories(second);
    Files.writeString(second.resolve("memory.max"), "max\n");
    Files.writeString(second.resolveSibling("memory.max"), "1000\n");
    assertThat(limit(own)).isEqualTo(1000);
  }

  @Test
  void looksAtNoFileOutsideOfTheGroups() throws IOException {
    write("memory.max", "1");
    Path groups = Files.createDirectory(directory.resolve("groups"));

    assertThat(MachineMemory.limits(groups, write("cgroup", "0::/../..\n4:memory:\nnothing\n")))
        .containsExactly(
            groups.resolve("memory.max"), groups.resolve("memory/memory.limit_in_bytes"));
    assertThat(MachineMemory.limits(groups, directory.resolve("none"))).hasSize(2);
  }

  private long limit(Path own) {
    return MachineMemory.limit(MachineMemory.limits(directory, own));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
