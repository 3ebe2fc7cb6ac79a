/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The memory that this process and the page cache can use. It is known on Linux only. */
final class MachineMemory {
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final Path OF_THIS_PROCESS = Path.of("/proc/self/cgroup");

  private MachineMemory() {}

  /**
   * The memory in bytes: the machine's, or the lowest limit of the control groups that this process
   * is in, if that is lower. Long.MAX_VALUE if unknown.
   */
  static long bytes() {
    return Math.min(machine(Path.of("/proc/meminfo")), limit(limits(CGROUPS, OF_THIS_PROCESS)));
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

  /**
   * The files that may have a limit: those of the root, which a container sees as its own, and
   * those of each group from this process's up.
   *
   * @param groups where the groups are
   * @param own lists the groups of this process
   */
  static List<Path> limits(Path groups, Path own) {
    List<Path> limits = new ArrayList<>();
    limits.add(groups.resolve("memory.max"));
    limits.add(groups.resolve("memory/memory.limit_in_bytes"));
    try {
      for (String line : Files.readAllLines(own)) {
        // the number of the hierarchy, its controllers, and the group
        String[] fields = line.split(":", 3);
        if (fields.length < 3 || !fields[2].startsWith("/")) {
          continue;
        }
        if (fields[1].isEmpty()) {
          up(groups, fields[2], "memory.max", limits);
        } else if (List.of(fields[1].split(",")).contains("memory")) {
          up(groups.resolve("memory"), fields[2], "memory.limit_in_bytes", limits);
        }
      }
    } catch (IOException e) {
      return limits; // not Linux, or a container that hides it
    }
    return limits;
  }

  private static void up(Path root, String group, String file, List<Path> to) {
    Path top = root.normalize();
    for (Path at = top.resolve(group.substring(1)).normalize();
        at.startsWith(top) && !at.equals(top);
        at = at.getParent()) {
      to.add(at.resolve(file));
    }
  }

  /** The lowest limit in these files. Those that are not there have none. */
  static long limit(List<Path> files) {
    long lowest = Long.MAX_VALUE;
    for (Path file : files) {
      try {
        String text = Files.readString(file).strip();
        if (!text.equals("max")) {
          lowest = Math.min(lowest, Long.parseLong(text));
        }
      } catch (IOException | NumberFormatException e) {
        continue; // another kind of container
      }
    }
    return lowest;
  }
}
