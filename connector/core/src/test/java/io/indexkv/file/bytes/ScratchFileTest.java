/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ScratchFileTest {
  @TempDir Path directory;

  @Test
  void hasTheBytesInOrderWhateverTheirPieces() throws IOException {
    Random random = new Random(5);
    for (int max : new int[] {3, 5_000, 100_000, 3 * ScratchFile.PIECE}) {
      Path lasting = directory.resolve("lasting-" + max);
      Path durable = directory.resolve("durable-" + max);
      Path brief = directory.resolve("brief-" + max);
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      try (ScratchFile one = new ScratchFile(lasting);
          ScratchFile forced = ScratchFile.lasting(durable);
          ScratchFile other = ScratchFile.brief(brief)) {
        for (int i = 0; i < 60; i++) {
          byte[] bytes = new byte[random.nextInt(max)];
          random.nextBytes(bytes);
          int from = random.nextInt(bytes.length + 1);
          one.write(bytes, from, bytes.length - from);
          forced.write(bytes, from, bytes.length - from);
          other.write(bytes, from, bytes.length - from);
          expected.write(bytes, from, bytes.length - from);
        }
        one.finish();
        forced.force();
        forced.finish();
        other.finish();
      }
      assertThat(Files.readAllBytes(lasting)).isEqualTo(expected.toByteArray());
      assertThat(Files.readAllBytes(durable)).isEqualTo(expected.toByteArray());
      assertThat(Files.readAllBytes(brief)).isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void isWrittenInWholePiecesUntilItIsForced() throws IOException {
    Path path = directory.resolve("pieces");
    try (ScratchFile file = new ScratchFile(path)) {
      byte[] bytes = new byte[ScratchFile.PIECE / 2];
      for (int i = 0; i < 5; i++) {
        file.write(bytes, 0, bytes.length);
      }
      assertThat(Files.size(path)).isEqualTo(2 * ScratchFile.PIECE);
      file.force();
      assertThat(Files.size(path)).isEqualTo(5 * bytes.length);
      file.finish();
    }
    assertThat(Files.size(path)).isEqualTo(5 * ScratchFile.PIECE / 2);
  }

  @Test
  void leavesNothingUnlessFinished() throws IOException {
    Path path = directory.resolve("abandoned");
    try (ScratchFile file = new ScratchFile(path)) {
      file.write(new byte[100], 0, 100);
    }
    assertThat(path).doesNotExist();
  }

  /** /dev/full is a device on which there is never room. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsAnErrorThatNamesTheFile() throws IOException {
    Path path = directory.resolve("large");
    FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
    try (ScratchFile file = new ScratchFile(path, ScratchFile.PIECE, full, false)) {
      file.write(new byte[100], 0, 100);
      assertThatThrownBy(file::force)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot write " + path + ": No space left on device")
          .hasMessageContaining("free space");
    }
  }

  /** /dev/null takes all bytes, and cannot bring them to a disk. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void anErrorOfAnEarlyCallIsOneOfTheFile() throws Exception {
    Path path = directory.resolve("early");
    FileChannel none = FileChannel.open(Path.of("/dev/null"), StandardOpenOption.WRITE);
    try (ScratchFile file = new ScratchFile(path, ScratchFile.PIECE, none, true)) {
      assertThatThrownBy(
              () -> {
                byte[] bytes = new byte[ScratchFile.PIECE];
                for (int i = 0; i < 100_000; i++) {
                  file.write(bytes, 0, bytes.length);
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot write " + path);
    }
  }

  @Test
  void anAbandonedFileLeavesNothingWhateverIsUnderWay() throws IOException {
    Path path = directory.resolve("abandoned-late");
    try (ScratchFile file = ScratchFile.lasting(path)) {
      byte[] bytes = new byte[ScratchFile.PIECE];
      for (int i = 0; i < 20; i++) {
        file.write(bytes, 0, bytes.length);
      }
    }
    assertThat(path).doesNotExist();
  }
}
