/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.bytes.Output;
import io.indexkv.store.manifest.DataFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;

/**
 * The directory of the local cache, and the room in it.
 *
 * @param maxBytes maximum size of all files in it together
 */
record CacheDirectory(Path path, long maxBytes, CacheDisk disk) {
  /** Directories that this JVM has cleaned up, with the owner that their files must have. */
  private static final Map<Path, Ownership> PREPARED = new ConcurrentHashMap<>();

  static CacheDirectory of(Configuration conf) {
    return new CacheDirectory(
        HadoopOptions.cacheDirectory(conf), HadoopOptions.cacheMaxBytes(conf), CacheDisk.REAL);
  }

  /**
   * Creates the directory for this user alone if it is missing, and deletes the files that dead
   * processes left. Fails if another user owns the directory or may write to it, because that user
   * could replace a file that this process has mapped.
   *
   * @return the owner that its files must have
   */
  Ownership prepare() throws IOException {
    Ownership known = PREPARED.get(path);
    Ownership ownership = own(known);
    CacheLocks.of(path).keep(ownership);
    if (known == null) {
      deleteRemains();
      PREPARED.put(path, ownership);
    }
    return ownership;
  }

  private Ownership own(Ownership known) throws IOException {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, Ownership.only("rwx------", existing()));
      }
      Ownership ownership = known == null ? Ownership.in(path) : known;
      ownership.checkDirectory(path);
      return ownership;
    } catch (IOException e) {
      throw new IOException(
          ("cannot use the cache directory %s: %s. Or set %s to a local directory of your own; if"
                  + " it is missing, it is created for this user alone")
              .formatted(path, e.getMessage(), HadoopOptions.CACHE_DIR),
          e);
    }
  }

  private Path existing() {
    Path p = path;
    while (!Files.exists(p)) {
      p = p.getParent();
    }
    return p;
  }

  /** Deletes unfinished copies that no process is making any more. */
  private void deleteRemains() throws IOException {
    CacheLocks locks = CacheLocks.of(path);
    for (Path file : remains()) {
      try (Closeable unused = locks.tryCopying(nameOf(file).content())) {
        if (unused != null) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Deletes the unfinished copies of one name. The caller holds the lock for making that copy. */
  void deleteRemains(CopyName name) throws IOException {
    for (Path file : remains()) {
      if (nameOf(file).equals(name)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> remains() throws IOException {
    List<Path> remains = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, ".*")) {
      for (Path file : files) {
        if (CopyName.ofTemporary(file).isPresent()) {
          remains.add(file);
        }
      }
    }
    return remains;
  }

  /** The name that an unfinished copy gets when it is complete. */
  private static CopyName nameOf(Path temporary) {
    return CopyName.ofTemporary(temporary).orElseThrow();
  }

  /**
   * A new path for an unfinished copy. The holder of the lock for making the copy writes it, so
   * there is one at a time. If somebody deletes the file of the locks, two processes may make the
   * same copy at once; the new names keep them from writing to the same file.
   */
  Path temporary(CopyName name) {
    return path.resolve(name.temporary());
  }

  /** Makes room for a copy of {@code file} and creates it. */
  Output create(Path temporary, long length, String store, DataFile file) throws IOException {
    try (Closeable makingRoom = CacheLocks.of(path).makingRoom()) {
      new Eviction(path, maxBytes, disk).makeRoom(length, store + "/" + file.name());
      return disk.create(temporary, length);
    }
  }
}
