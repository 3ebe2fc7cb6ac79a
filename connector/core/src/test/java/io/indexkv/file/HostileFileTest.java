/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.Format;
import io.indexkv.file.ordered.Nearest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files with senseless lengths and offsets but valid checksums: an error or an answer, never a
 * crash or a hang.
 */
@Tag("slow")
class HostileFileTest {
  private static final int ROUNDS = 600;
  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    7,
    63,
    64,
    255,
    65_535,
    65_536,
    1L << 20,
    1L << 31,
    (1L << 31) - 1,
    1L << 32,
    1L << 40,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -64,
    0x7F7F7F7F7F7F7F7FL
  };

  @TempDir Path dir;

  private interface Read {
    void run() throws IOException;
  }

  @ParameterizedTest
  @EnumSource(
      value = GoldenFile.class,
      names = {"INT16", "INT64", "LONG_VALUES", "ZSTD_DICTIONARY"},
      mode = EnumSource.Mode.EXCLUDE)
  void neverCrashes(GoldenFile golden) throws IOException {
    long seed = Long.getLong("indexkv.seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] good = golden.released();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bad = good.clone();
      StringBuilder done = new StringBuilder(golden + ", seed " + seed + ":");
      for (int i = random.nextInt(3); i >= 0; i--) {
        tamper(bad, random, done);
      }
      Signed.again(bad);
      exercise(bad, golden, done);
    }
  }

  /**
   * Swaps each two of the four sections, by their handles in the footer. In the empty file, three
   * of them are empty. Two empty ones of a file with a direct index are the same.
   */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EMPTY")
  void swappedSectionsAreRefused(GoldenFile golden) throws IOException {
    int[] handles = {16, 32, 48, 64};
    for (int one : handles) {
      for (int other : handles) {
        if (one < other) {
          byte[] bad = golden.released();
          ByteBuffer b = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
          int footer = bad.length - Format.FOOTER_SIZE;
          for (int field : new int[] {0, 8}) {
            long handle = b.getLong(footer + one + field);
            b.putLong(footer + one + field, b.getLong(footer + other + field));
            b.putLong(footer + other + field, handle);
          }
          if (Arrays.equals(bad, golden.released())) {
            continue;
          }
          Signed.again(bad);
          String what = "%s, sections %d and %d".formatted(golden, one, other);
          exercise(bad, golden, new StringBuilder(what));
          assertThatThrownBy(() -> Exercise.verify(dir.resolve("hostile.ikv")))
              .as(what)
              .isInstanceOf(CorruptFileException.class);
        }
      }
    }
  }

  private void exercise(byte[] bad, GoldenFile golden, StringBuilder done) throws IOException {
    Path path = Files.write(dir.resolve("hostile.ikv"), bad);
    outcome(() -> Exercise.gets(path, golden.entries().keySet()), done);
    outcome(() -> Exercise.batch(path, golden.entries().keySet()), done);
    outcome(() -> Exercise.farGets(path, golden.entries().keySet()), done);
    outcome(() -> Exercise.scan(path), done);
    outcome(() -> Exercise.neighbours(path, golden.entries().keySet(), Nearest.FLOOR), done);
    outcome(() -> Exercise.neighbours(path, golden.entries().keySet(), Nearest.HIGHER), done);
    outcome(() -> Exercise.scanBackward(path), done);
    outcome(() -> Exercise.verify(path), done);
  }

  private static void tamper(byte[] file, Random random, StringBuilder done) {
    ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    boolean frame = random.nextBoolean();
    int at =
        frame
            ? file.length - Format.FOOTER_SIZE + 8 * random.nextInt(12)
            : random.nextInt(file.length - 8);
    long value = EXTREMES[random.nextInt(EXTREMES.length)];
    switch (random.nextInt(4)) {
      case 0 -> b.putLong(at, value);
      case 1 -> b.putInt(at, (int) value);
      case 2 -> b.put(at, (byte) value);
      default -> b.putLong(at, b.getLong(at) + random.nextInt(200) - 100);
    }
    done.append(" %d:%016x".formatted(at, value));
  }

  private static void outcome(Read read, StringBuilder done) throws IOException {
    try {
      read.run();
    } catch (CorruptFileException | UnsupportedFormatException | IllegalArgumentException e) {
      // the last: the header was made to say another key width than that of the keys asked for
      assertThat(e.getMessage()).as(done.toString()).contains("hostile.ikv");
    } catch (RuntimeException e) {
      throw new AssertionError(done.toString(), e);
    }
  }
}
