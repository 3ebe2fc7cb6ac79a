/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;

/**
 * Copies of remote store files in a directory of this host. A file is copied once, however many
 * threads and JVMs ask: who comes first holds a lock for that file and copies, the others wait. A
 * copy gets its name only when it has been found to be whole, and is never written to again.
 *
 * <p>Names tell content apart (checksum, length and the attempt-unique name of the store file), so
 * that a copy serves all versions of a store that list the file.
 */
final class LocalCache {
  /** Opens the remote file. */
  interface Source {
    InputStream open() throws IOException;
  }

  /** File locks exclude other JVMs only; these the threads of this one. */
  private static final Object[] IN_JVM = new Object[256];

  static {
    for (int i = 0; i < IN_JVM.length; i++) {
      IN_JVM[i] = new Object();
    }
  }

  private final CacheDirectory directory;

  LocalCache(CacheDirectory directory) {
    this.directory = directory;
  }

  static LocalCache of(Configuration conf) {
    return new LocalCache(CacheDirectory.of(conf));
  }

  /**
   * The local copy of FILE.
   *
   * @param store location of the store, for messages
   * @throws io.indexkv.store.BrokenSnapshotException if the remote file is not the one listed
   */
  Path fetch(String store, DataFile file, Source source) throws IOException {
    Path copy = directory.path().resolve(name(file));
    if (isWhole(copy, file)) {
      return copy;
    }
    directory.create();
    Path lock = copy.resolveSibling("." + copy.getFileName() + ".lock");
    synchronized (IN_JVM[Math.floorMod(copy.hashCode(), IN_JVM.length)]) {
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        if (!isWhole(copy, file)) {
          Files.deleteIfExists(copy);
          directory.reserve(store, file);
          new Download(store, file, source).to(copy);
        }
      }
    }
    return copy;
  }

  /** Whether the copy is there; its content was checked before it got its name. */
  private static boolean isWhole(Path copy, DataFile file) throws IOException {
    return Files.exists(copy) && Files.size(copy) == file.info().length();
  }

  private static String name(DataFile file) {
    String checksum = HexFormat.of().toHexDigits(file.info().crc32c());
    String base = file.name().substring(file.name().lastIndexOf('/') + 1);
    return checksum + "-" + file.info().length() + "-" + base;
  }
}
