/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The memory that this process and the page cache can use. It is known on Linux only. */
final class MachineMemory {
  private static final List<Path> LIMITS =
      List.of(
          Path.of("/sys/fs/cgroup/memory.max"),
          Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

  private MachineMemory() {}

  /**
   * The memory in bytes: the machine's, or the container's limit if that is lower. Long.MAX_VALUE
   * if unknown.
   */
  static long bytes() {
    return Math.min(machine(Path.of("/proc/meminfo")), limit(LIMITS));
  }

  static long machine(Path meminfo) {
    try {
      for (String line : Files.readAllLines(meminfo)) {
        if (line.startsWith("MemTotal:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return Long.MAX_VALUE;
    }
    return Long.MAX_VALUE;
  }

  static long limit(List<Path> files) {
    for (Path file : files) {
      try {
        String text = Files.readString(file).strip();
        if (!text.equals("max")) {
          return Long.parseLong(text);
        }
      } catch (IOException | NumberFormatException e) {
        continue; // another kind of container
      }
    }
    return Long.MAX_VALUE;
  }
}
