/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import io.indexkv.store.manifest.ManifestName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Gives a complete local file its final name in one step, which never replaces a file. It uses a
 * hard link. If the file system has none, it renames the file under a lock that all writers take.
 */
final class LocalPublication {
  /** Makes a hard link, or fails. */
  interface Link {
    void create(Path link, Path existing) throws IOException;
  }

  private static final String LOCK = ".commit.lock";

  /** The lock among threads of this JVM, because a file lock excludes only other processes. */
  private static final Object IN_JVM = new Object();

  private final Path root;
  private final Link link;

  LocalPublication(Path root, Link link) {
    this.root = root;
    this.link = link;
  }

  /**
   * Publishes the temporary file as {@code target}. The temporary file may stay behind.
   *
   * @return false if {@code target} exists already
   */
  boolean publishIfAbsent(Path temporary, Path target) throws IOException {
    boolean published = linkOrRename(temporary, target);
    if (published) {
      DurableDirectory.force(target.getParent());
    }
    return published;
  }

  private boolean linkOrRename(Path temporary, Path target) throws IOException {
    try {
      link.create(target, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // renames only where links never work: a rename could replace a file that another writer has
      // linked
      if (linksWork(temporary)) {
        throw e;
      }
      return renameLocked(temporary, target);
    }
  }

  private boolean linksWork(Path temporary) throws IOException {
    Path second = temporary.resolveSibling(temporary.getFileName() + ".link");
    try {
      link.create(second, temporary);
      return true;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false;
    } finally {
      Files.deleteIfExists(second);
    }
  }

  private boolean renameLocked(Path temporary, Path target) throws IOException {
    Path lock = root.resolve(ManifestName.DIRECTORY).resolve(LOCK);
    DurableDirectory.create(lock.getParent());
    synchronized (IN_JVM) {
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        if (Files.exists(target)) {
          return false;
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
      }
    }
  }
}
