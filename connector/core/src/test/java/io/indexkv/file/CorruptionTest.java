/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.ordered.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accidental damage: always an error that names the file, never a wrong or missing value. */
@Tag("slow")
class CorruptionTest {
  private static final int TRIED = 600;

  @TempDir Path dir;

  private interface Read {
    List<byte[]> values() throws IOException;
  }

  /** True if {@code read} failed with the right error, false if it answered rightly. */
  private static boolean refused(Read read, List<byte[]> expected, Path path, String what)
      throws IOException {
    try {
      List<byte[]> values = read.values();
      assertThat(values).as(what).hasSameSizeAs(expected);
      for (int i = 0; i < values.size(); i++) {
        assertThat(values.get(i)).as(what).isEqualTo(expected.get(i));
      }
      return false;
    } catch (CorruptFileException | UnsupportedFormatException e) {
      assertThat(e).as(what).hasMessageContaining(path.toString());
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedByteIsNoticed(GoldenFile golden) throws IOException {
    byte[] good = golden.released();
    SortedMap<byte[], byte[]> entries = golden.entries();
    List<byte[]> expected = new ArrayList<>(entries.values());
    int step = Math.max(1, good.length / TRIED) | 1;
    for (int at = 0; at < good.length; at += step) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (at % 3 == 0 ? 0x01 : at % 3 == 1 ? 0x80 : 0xFF);
      Path path = Files.write(dir.resolve("bad.ikv"), bad);
      String what = golden + " with byte " + at + " flipped";
      refused(() -> Exercise.gets(path, entries.keySet()), expected, path, what);
      refused(() -> Exercise.batch(path, entries.keySet()), expected, path, what);
      refused(() -> Exercise.farGets(path, entries.keySet()), expected, path, what);
      refused(() -> Exercise.scan(path), expected, path, what);
      for (Nearest nearest : List.of(Nearest.FLOOR, Nearest.CEILING)) {
        refused(() -> Exercise.neighbours(path, entries.keySet(), nearest), expected, path, what);
      }
      refused(() -> Exercise.scanBackward(path), expected, path, what);
      Read verify =
          () -> {
            Exercise.verify(path);
            return List.of();
          };
      assertThat(refused(verify, List.of(), path, what)).as(what + " passes verify").isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncatedLengthIsRefused(GoldenFile golden) throws IOException {
    byte[] good = golden.released();
    int step = Math.max(1, good.length / TRIED) | 1;
    for (int length = 0; length < good.length; length += step) {
      Path path = Files.write(dir.resolve("short.ikv"), Arrays.copyOf(good, length));
      assertThatThrownBy(() -> StoreFileReader.open(path).close())
          .as("%s cut to %d bytes", golden, length)
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining(path.toString());
    }
  }

  @Test
  void bytesBehindTheEndAreRefused() throws IOException {
    byte[] good = GoldenFile.INT8.released();
    Path path = Files.write(dir.resolve("long.ikv"), Arrays.copyOf(good, good.length + 1));
    assertThatThrownBy(() -> StoreFileReader.open(path).close())
        .isInstanceOf(CorruptFileException.class);
  }

  @Test
  void foreignFilesAreRefused() throws IOException {
    Path path = Files.writeString(dir.resolve("foreign.txt"), "PAR1 no store file ".repeat(99));
    assertThatThrownBy(() -> StoreFileReader.open(path).close())
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("not a store file")
        .hasMessageContaining("expected the magic 89494b560d0a1a0a");
  }

  @Test
  void missingFilesAreRefused() {
    Path path = dir.resolve("missing.ikv");
    assertThatThrownBy(() -> StoreFileReader.open(path).close())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void unknownVersionsAndFeaturesAreRefusedByName() throws IOException {
    expectUnsupported(8, 2, "format version 2 at offset 8, this reader knows 1");
    expectUnsupported(18, 4, "required features 0x00040000, this reader knows 0x00000003");
    expectUnsupported(10, 2, "codec ZSTD cannot be mapped. Inflate the file");
    expectUnsupported(10, 9, "codec 9, this reader knows 0 to 2");
  }

  private void expectUnsupported(int offset, int value, String message) throws IOException {
    byte[] bytes = GoldenFile.INT8.released();
    bytes[offset] = (byte) value;
    Signed.again(bytes);
    Path path = Files.write(dir.resolve("later.ikv"), bytes);
    assertThatThrownBy(() -> StoreFileReader.open(path).close())
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(message);
  }
}
