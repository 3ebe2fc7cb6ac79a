/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of one store's files. */
record StoreDirectory(Path path) {
  private static final String COMPLETE = "complete";

  /** The directory below {@code data} for a store of these entries. */
  static StoreDirectory of(Path data, Dataset dataset, String store) {
    return new StoreDirectory(data.resolve(dataset.toString()).resolve(store));
  }

  boolean isComplete() {
    return Files.exists(path.resolveSibling(path.getFileName() + "." + COMPLETE));
  }

  void markComplete() throws IOException {
    Files.writeString(path.resolveSibling(path.getFileName() + "." + COMPLETE), "");
  }

  /** Creates the directory, or deletes the files in it. */
  void clear() throws IOException {
    delete();
    Files.createDirectories(path);
  }

  void delete() throws IOException {
    Files.deleteIfExists(path.resolveSibling(path.getFileName() + "." + COMPLETE));
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Makes every file durable. */
  void sync() throws IOException {
    for (Path file : files()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }

  long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Reads every file once, so that the page cache holds it. */
  void warm() throws IOException {
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocateDirect(1 << 20);
    for (Path file : files()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        while (channel.read(buffer.clear()) >= 0) {
          // nobody needs the bytes: reading them fills the page cache
        }
      }
    }
  }
}
