/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.Format;
import io.indexkv.file.ordered.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * Opens, gets from, scans and verifies whatever bytes: only the two errors of bad files may come
 * out. Without further ado it replays the corpus in src/test/resources; {@code JAZZER_FUZZ=1} in
 * the environment lets Jazzer look for more, guided by coverage.
 */
@Tag("slow")
class StoreFileFuzzTest {
  private static Path dir;

  @BeforeAll
  static void makeDirectory() throws IOException {
    dir = Files.createTempDirectory("indexkv-fuzz");
  }

  @AfterAll
  static void deleteDirectory() throws IOException {
    try (var files = Files.list(dir)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(dir);
  }

  /** The bytes as they are: what accident and transport make of files. */
  @FuzzTest(maxDuration = "10m")
  void readsAnyBytes(byte[] bytes) throws IOException {
    exercise(bytes);
  }

  /** The same with valid checksums, so that what they protect is reached. */
  @FuzzTest(maxDuration = "10m")
  void readsAnyBytesWithValidChecksums(byte[] bytes) throws IOException {
    byte[] signed = bytes.clone();
    if (signed.length >= Format.HEADER_SIZE + Format.FOOTER_SIZE) {
      Signed.again(signed);
    }
    exercise(signed);
  }

  private static void exercise(byte[] bytes) throws IOException {
    Path path = Files.write(dir.resolve("fuzz.ikv"), bytes);
    Set<byte[]> keys = new TreeSet<>(Comparator.comparingInt((byte[] k) -> k.length));
    keys.add(new byte[0]);
    keys.add("bee".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    keys.add(new byte[8]);
    attempt(() -> Exercise.gets(path, keys));
    attempt(() -> Exercise.farGets(path, keys));
    attempt(() -> Exercise.scan(path));
    attempt(() -> Exercise.neighbours(path, keys, Nearest.FLOOR));
    attempt(() -> Exercise.scanBackward(path));
    attempt(() -> Exercise.verify(path));
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void attempt(Attempt attempt) throws IOException {
    try {
      attempt.run();
    } catch (CorruptFileException | UnsupportedFormatException e) {
      // what bad bytes must lead to
    } catch (IllegalArgumentException e) {
      if (!e.getMessage().contains("the given key has")) {
        throw e;
      }
    }
  }
}
