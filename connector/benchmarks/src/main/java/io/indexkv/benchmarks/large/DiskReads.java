/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.large;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The number of bytes that this process has read from the disk, with page faults. */
final class DiskReads {
  private static final String NAME = "read_bytes: ";

  private DiskReads() {}

  /** Bytes read since the process started; empty if the system does not count them. */
  static Optional<Long> bytes() {
    Path file = Path.of("/proc/self/io");
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(NAME))
          .map(line -> Long.valueOf(line.substring(NAME.length())))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
