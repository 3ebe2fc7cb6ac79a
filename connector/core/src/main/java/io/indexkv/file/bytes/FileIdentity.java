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
 * Identifies a local file and its content: another file, or the same file after a write, has
 * another identity.
 *
 * @param changed time at which its bytes or attributes last changed; no program can set it
 */
public record FileIdentity(Object device, Object inode, long length, FileTime changed) {
  /** Time that is longer than a step of any file system's clock. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  /**
   * The identity of a file. Empty if the file system does not give one. Empty, too, if the file
   * changed so shortly before {@code now} that its next change might get the same time.
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
