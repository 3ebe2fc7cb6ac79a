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
 * @param maxBytes what all files in it may have together
 */
record CacheDirectory(Path path, long maxBytes, CacheDisk disk) {
  /** Directories that this JVM has cleaned up, and whose they are. */
  private static final Map<Path, Ownership> PREPARED = new ConcurrentHashMap<>();

  static CacheDirectory of(Configuration conf) {
    return new CacheDirectory(
        HadoopOptions.cacheDirectory(conf), HadoopOptions.cacheMaxBytes(conf), CacheDisk.REAL);
  }

  /**
   * Creates it for this user alone, if it is missing, and deletes what dead processes left. A
   * directory that another user has or may write to is refused: what is mapped here could be
   * replaced.
   *
   * @return whose its files must be
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
          ("cannot use the cache directory %s: %s. Or set %s to a local directory of your own; one"
                  + " that is missing is created for this user alone")
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

  /** Deletes copies in the making that nobody makes any more. */
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

  /** Deletes those of one copy; the caller holds the lock for making it. */
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

  /** The name that a file in the making is to get. */
  private static CopyName nameOf(Path temporary) {
    return CopyName.ofTemporary(temporary).orElseThrow();
  }

  /**
   * Where a copy is made; one at a time, by who holds the lock for that. A new name each time: who
   * makes it nevertheless at the same time, because somebody deleted the file of the locks, writes
   * another file.
   */
  Path temporary(CopyName name) {
    return path.resolve(name.temporary());
  }

  /** Makes room for a copy of FILE and creates it. */
  Output create(Path temporary, long length, String store, DataFile file) throws IOException {
    try (Closeable makingRoom = CacheLocks.of(path).makingRoom()) {
      new Eviction(this).makeRoom(length, store + "/" + file.name());
      return disk.create(temporary, length);
    }
  }
}
