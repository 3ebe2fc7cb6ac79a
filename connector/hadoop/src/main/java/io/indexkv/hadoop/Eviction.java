/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Deletes copies to make room, the one used longest ago first, but none that a process has mapped.
 * The caller holds the lock for making room.
 */
final class Eviction {
  private static final System.Logger LOG = System.getLogger(Eviction.class.getName());

  private record Copy(Path path, long bytes, long used) {
    boolean isComplete() {
      return CopyName.ofComplete(path).isPresent();
    }

    String name() {
      return CopyName.ofComplete(path).orElseThrow().content();
    }
  }

  private final Path directory;
  private final long maxBytes;
  private final CacheDisk disk;

  /** Keeps the copies in {@code directory} within {@code maxBytes}. */
  Eviction(Path directory, long maxBytes, CacheDisk disk) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.disk = disk;
  }

  /**
   * Makes room for {@code bytes} bytes.
   *
   * @param what names the file that needs them, for messages
   */
  void makeRoom(long bytes, String what) throws IOException {
    boolean capped = maxBytes < Long.MAX_VALUE;
    if (!capped && disk.usable(directory) >= bytes) {
      return; // the usual case: it need not list the directory, which may hold thousands of files
    }
    List<Copy> files = files();
    long total = files.stream().mapToLong(Copy::bytes).sum();
    files.removeIf(f -> !f.isComplete());
    files.sort(Comparator.comparingLong(Copy::used).thenComparing(Copy::path));
    for (Copy copy : files) {
      if (fits(total, bytes) && disk.usable(directory) >= bytes) {
        return;
      }
      total -= evict(copy);
    }
    long usable = disk.usable(directory);
    if (!fits(total, bytes)) {
      throw noRoom(
          what,
          bytes,
          maxBytes - Math.min(total, maxBytes),
          " of the " + maxBytes + " that " + HadoopOptions.CACHE_MAX_BYTES + " allows",
          "raise " + HadoopOptions.CACHE_MAX_BYTES);
    }
    if (usable < bytes) {
      throw noRoom(
          what,
          bytes,
          usable,
          "",
          "make room or set " + HadoopOptions.CACHE_DIR + " to a directory on a larger disk");
    }
  }

  private boolean fits(long total, long bytes) {
    return bytes <= maxBytes && total <= maxBytes - bytes;
  }

  private IOException noRoom(String what, long bytes, long found, String limit, String advice) {
    return new IOException(
        "no room to copy "
            + what
            + " to the cache directory "
            + directory
            + ": expected "
            + bytes
            + " bytes free, found "
            + found
            + limit
            + "; files that running processes have mapped are not evicted; "
            + advice);
  }

  /** All copies, with the unfinished ones. Other files in the directory are not the cache's. */
  private List<Copy> files() throws IOException {
    List<Copy> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path file : all) {
        if (CopyName.ofComplete(file).isEmpty() && CopyName.ofTemporary(file).isEmpty()) {
          continue;
        }
        try {
          BasicFileAttributes a =
              Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          if (a.isRegularFile()) {
            files.add(new Copy(file, a.size(), a.lastModifiedTime().toMillis()));
          }
        } catch (NoSuchFileException e) {
          continue; // another thread or process has published or deleted it meanwhile
        }
      }
    }
    return files;
  }

  /** Deletes a copy unless it is in use. Returns the bytes freed, 0 if it is in use. */
  private long evict(Copy copy) throws IOException {
    try (Closeable unused = CacheLocks.of(directory).tryEvicting(copy.name())) {
      if (unused == null || !Files.deleteIfExists(copy.path())) {
        return 0;
      }
    }
    CacheCounters.EVICTED.increment();
    CacheCounters.EVICTED_BYTES.add(copy.bytes());
    LOG.log(System.Logger.Level.INFO, "evicted {0}: {1} bytes", copy.path(), copy.bytes());
    return copy.bytes();
  }
}
