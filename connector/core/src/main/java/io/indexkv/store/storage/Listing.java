/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Lists all files and directories below a local directory. It leaves out what is deleted meanwhile.
 */
final class Listing extends SimpleFileVisitor<Path> {
  private final Path root;
  private final Path top;
  private final List<StorageEntry> entries;

  Listing(Path root, Path top, List<StorageEntry> entries) {
    this.root = root;
    this.top = top;
    this.entries = entries;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    long modified = attributes.lastModifiedTime().toMillis();
    entries.add(new StorageEntry(name(file), StorageEntry.Kind.FILE, attributes.size(), modified));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    return goOnWithout(failure);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, IOException failure)
      throws IOException {
    if (failure != null) {
      return goOnWithout(failure);
    }
    if (!directory.equals(top)) {
      try {
        long modified = Files.getLastModifiedTime(directory).toMillis();
        entries.add(new StorageEntry(name(directory), StorageEntry.Kind.DIRECTORY, 0, modified));
      } catch (NoSuchFileException e) {
        return goOnWithout(e);
      }
    }
    return FileVisitResult.CONTINUE;
  }

  private static FileVisitResult goOnWithout(IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  private String name(Path path) {
    return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
