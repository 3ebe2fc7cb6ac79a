/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cache on a real disk of {@link SmallDiskProcess#DISK} bytes: a tmpfs that only the process
 * sees which mounts it. Skipped where a process may not do that; {@link CacheRoomTest} has the same
 * faults on a disk that is simulated.
 */
class SmallDiskTest {
  private static final String MOUNT_AND_RUN =
      "mount -t tmpfs -o size=" + SmallDiskProcess.DISK + " tmpfs \"$0\" && exec \"$@\"";

  @TempDir Path directory;

  @Test
  void aFullDiskIsAnErrorAndMakesRoomAgain() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    List<String> mounted =
        List.of("unshare", "-r", "-m", "sh", "-c", MOUNT_AND_RUN, disk.toString());
    assumeTrue(succeeds(mounted, "true"), "this process may not mount a tmpfs");

    ChildJvm.start(mounted, directory.resolve("output"), SmallDiskProcess.class, disk.toString())
        .assertSucceeds();

    assertThat(disk).as("the process had it for itself").isEmptyDirectory();
  }

  private static boolean succeeds(List<String> prefix, String command) throws InterruptedException {
    List<String> all = new java.util.ArrayList<>(prefix);
    all.add(command);
    try {
      return new ProcessBuilder(all).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }
}
