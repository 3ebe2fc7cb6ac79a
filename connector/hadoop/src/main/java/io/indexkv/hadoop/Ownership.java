/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The owner that the files of a cache directory must have: this user or root. Nobody else may write
 * to them, so that a mapped file keeps the bytes that this user has checked. Links are not
 * followed. On a file system without owners and modes, all files are trusted.
 *
 * @param user numeric id of the process's user; -1 on a file system without owners
 * @param name name of the user, for messages
 */
record Ownership(int user, String name) {
  private static final int NO_OWNERS = -1;
  private static final int ROOT = 0;
  private static final int KIND = 0170000;
  private static final int FILE = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;
  private static final int OTHERS_WRITE = 0022;

  /** The user as which this process creates files in an existing directory. */
  static Ownership in(Path directory) throws IOException {
    if (!hasOwners(directory)) {
      return new Ownership(NO_OWNERS, "");
    }
    Path probe = Files.createTempFile(directory, ".owner-", "");
    try {
      Entry own = Entry.of(probe, LinkOption.NOFOLLOW_LINKS);
      return new Ownership(own.user(), own.owner());
    } finally {
      Files.delete(probe);
    }
  }

  private static boolean hasOwners(Path existing) throws IOException {
    return existing.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getFileStore(existing).supportsFileAttributeView(PosixFileAttributeView.class);
  }

  /** Attributes for new files and directories below an existing one that others may not use. */
  static FileAttribute<?>[] only(String permissions, Path existing) throws IOException {
    return hasOwners(existing)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Checks a cache directory, and the link that leads to it if there is one.
   *
   * @throws IOException if another user could replace files in it
   */
  void checkDirectory(Path directory) throws IOException {
    if (user == NO_OWNERS) {
      return;
    }
    Entry entry = Entry.of(directory, LinkOption.NOFOLLOW_LINKS);
    if (entry.kind() == LINK) {
      requireOwner(entry, "it is a link, and ");
      entry = Entry.of(directory);
    }
    if (entry.kind() != DIRECTORY) {
      throw new IOException("expected a directory, found something else");
    }
    requireOwner(entry, "");
    if (entry.isOpenToOthers()) {
      throw new IOException(
          "others may write to it, its mode is %s: run chmod go-w '%s'"
              .formatted(entry.permissions(), directory));
    }
  }

  private void requireOwner(Entry entry, String what) throws IOException {
    if (!isTrusted(entry)) {
      throw new IOException(what + "it belongs to " + entry.owner() + ", expected " + expected());
    }
  }

  /**
   * Checks a file of the cache that is about to be used.
   *
   * @throws java.nio.file.NoSuchFileException if it is missing
   * @throws IOException if it is a link or not a file, or if another user owns it or may write it
   */
  void checkFile(Path file) throws IOException {
    if (user == NO_OWNERS) {
      return;
    }
    Entry entry = Entry.of(file, LinkOption.NOFOLLOW_LINKS);
    if (entry.kind() != FILE) {
      throw refused(file, entry.kind() == LINK ? "is a symbolic link" : "is not a regular file");
    }
    if (!isTrusted(entry)) {
      throw refused(file, "belongs to " + entry.owner() + ", expected " + expected());
    }
    if (entry.isOpenToOthers()) {
      throw refused(file, "may be written by others, its mode is " + entry.permissions());
    }
  }

  private static IOException refused(Path file, String why) {
    return new IOException(
        ("%s %s: it is not used as a file of the cache. Find out who put it there, delete it, and"
                + " see to it that only this user can write to the directory of %s")
            .formatted(file, why, HadoopOptions.CACHE_DIR));
  }

  private boolean isTrusted(Entry entry) {
    return entry.user() == user || entry.user() == ROOT;
  }

  private String expected() {
    return user == ROOT ? name : name + " or root";
  }

  /** The owner and mode of a directory's entry. */
  private record Entry(Path path, LinkOption[] links, int user, int mode) {
    static Entry of(Path path, LinkOption... links) throws IOException {
      Map<String, Object> is = Files.readAttributes(path, "unix:uid,mode", links);
      return new Entry(path, links, (int) is.get("uid"), (int) is.get("mode"));
    }

    boolean isOpenToOthers() {
      return (mode & OTHERS_WRITE) != 0;
    }

    String owner() throws IOException {
      return Files.getOwner(path, links).getName();
    }

    int kind() {
      return mode & KIND;
    }

    /** The permissions as an argument of chmod. */
    String permissions() {
      return "0" + Integer.toOctalString(mode & ~KIND);
    }
  }
}
