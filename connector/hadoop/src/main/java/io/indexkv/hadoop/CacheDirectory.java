/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.Output;
import io.indexkv.store.DataFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * The directory of the local cache, and the room in it.
 *
 * @param mostBytes what all files in it may have together
 */
record CacheDirectory(Path path, long mostBytes, Disk disk) {
  /** Ends the name of a copy that is inflated. */
  static final String INFLATED = ".inflated";

  private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.[0-9a-f-]{36}");

  /** Directories that this JVM has looked at. */
  private static final Set<Path> PREPARED = ConcurrentHashMap.newKeySet();

  static CacheDirectory of(Configuration conf) {
    long most = conf.getLongBytes(Storages.CACHE_MAX_BYTES, Long.MAX_VALUE);
    if (most < 1) {
      throw new IllegalArgumentException(
          "option " + Storages.CACHE_MAX_BYTES + " is " + most + ": expected 1 or more, or 500g");
    }
    return new CacheDirectory(path(conf), most, Disk.REAL);
  }

  private static Path path(Configuration conf) {
    String configured = conf.getTrimmed(Storages.CACHE_DIR, "");
    if (!configured.isEmpty()) {
      return Path.of(configured).toAbsolutePath().normalize();
    }
    String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
    return Path.of(System.getProperty("java.io.tmpdir"), "indexkv-" + user);
  }

  /**
   * Creates it for this user alone, if it is missing, and deletes what dead processes left. A
   * directory of another user is refused: its owner could replace what is mapped here.
   */
  void prepare() throws IOException {
    if (PREPARED.contains(path) && Files.isDirectory(path)) {
      CacheLocks.of(path).keep();
      return;
    }
    try {
      if (!Files.isDirectory(path)) {
        createPrivate();
      }
      checkOwner();
    } catch (IOException e) {
      throw new IOException(
          "cannot use the cache directory "
              + path
              + "; set "
              + Storages.CACHE_DIR
              + " to a local directory of your own: "
              + e,
          e);
    }
    CacheLocks.of(path).keep();
    deleteRemains();
    PREPARED.add(path);
  }

  private void checkOwner() throws IOException {
    Path probe = Files.createTempFile(path, ".owner-", "");
    UserPrincipal user = Files.getOwner(probe);
    Files.delete(probe);
    UserPrincipal owner = Files.getOwner(path);
    if (!owner.equals(user) && !owner.getName().equals("root")) {
      throw new IOException("it belongs to " + owner + ", expected " + user + " or root");
    }
  }

  private void createPrivate() throws IOException {
    if (Files.getFileStore(existing()).supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(path);
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
      try (Closeable unused = locks.tryCopying(nameOf(file))) {
        if (unused != null) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Likewise those of one copy; the caller holds the lock for making it. */
  void deleteRemains(String name) throws IOException {
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
        if (TEMPORARY.matcher(file.getFileName().toString()).matches()) {
          remains.add(file);
        }
      }
    }
    return remains;
  }

  /** The name that a file in the making is to get. */
  private static String nameOf(Path temporary) {
    return TEMPORARY.matcher(temporary.getFileName().toString()).replaceFirst("$1");
  }

  /**
   * Where a copy is made; one at a time, by who holds the lock for that. A new name each time: who
   * makes it nevertheless at the same time, because somebody deleted the file of the locks, writes
   * another file.
   */
  Path temporary(String name) {
    return path.resolve("." + name + "." + UUID.randomUUID());
  }

  /** Makes room for a copy of FILE and creates it. */
  Output create(Path temporary, long length, String store, DataFile file) throws IOException {
    try (Closeable makingRoom = CacheLocks.of(path).makingRoom()) {
      new Eviction(this).makeRoom(length, store + "/" + file.name());
      return disk.create(temporary, length);
    }
  }
}
