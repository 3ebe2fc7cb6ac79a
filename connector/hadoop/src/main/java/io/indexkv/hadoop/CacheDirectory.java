/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.DataFile;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.apache.hadoop.conf.Configuration;

/** The directory of the local cache, and the room in it. */
record CacheDirectory(Path path) {

  static CacheDirectory of(Configuration conf) {
    String configured = conf.getTrimmed(Storages.CACHE_DIR, "");
    if (!configured.isEmpty()) {
      return new CacheDirectory(Path.of(configured).toAbsolutePath().normalize());
    }
    String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
    return new CacheDirectory(Path.of(System.getProperty("java.io.tmpdir"), "indexkv-" + user));
  }

  /**
   * Creates it for this user alone, if it is missing. A directory of another user is refused: its
   * owner could replace what is mapped here.
   */
  void create() throws IOException {
    try {
      if (!Files.isDirectory(path)) {
        createPrivate();
      }
      Path probe = Files.createTempFile(path, ".owner-", "");
      UserPrincipal user = Files.getOwner(probe);
      Files.delete(probe);
      UserPrincipal owner = Files.getOwner(path);
      if (!owner.equals(user) && !owner.getName().equals("root")) {
        throw new IOException("it belongs to " + owner + ", expected " + user + " or root");
      }
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

  /** Makes sure that there is room for FILE before it is copied. */
  void reserve(String store, DataFile file) throws IOException {
    FileStore disk = Files.getFileStore(path);
    long free = disk.getUsableSpace();
    if (free < file.info().length()) {
      throw new IOException(
          "no room to copy "
              + store
              + "/"
              + file.name()
              + " to the cache directory "
              + path
              + ": expected "
              + file.info().length()
              + " bytes free, found "
              + free
              + "; make room or set "
              + Storages.CACHE_DIR
              + " to a directory on a larger disk");
    }
  }
}
