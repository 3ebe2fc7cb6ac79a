/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What tells a local file from every other, and from what it was before somebody wrote to it.
 *
 * @param changed when its bytes or attributes last changed, which no program can set
 */
public record FileIdentity(Object device, Object inode, long length, FileTime changed) {
  /** Longer than the steps of any file system's clock. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  /**
   * None where the file system does not say, and of a file that changed so short a time before NOW
   * that its next change might bear the same time.
   */
  public static Optional<FileIdentity> of(Path file, Instant now) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    Map<String, Object> is = Files.readAttributes(file, "unix:dev,ino,size,ctime");
    FileTime changed = (FileTime) is.get("ctime");
    return changed.toInstant().plus(SETTLED).isBefore(now)
        ? Optional.of(
            new FileIdentity(is.get("dev"), is.get("ino"), (long) is.get("size"), changed))
        : Optional.empty();
  }
}
