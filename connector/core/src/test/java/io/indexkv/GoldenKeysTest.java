/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.BlockCache;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.Compression;
import io.indexkv.key.KeyType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files with keys of each type, with each codec: whole, and with every byte and length tried. */
class GoldenKeysTest {
  /** A cache for the many damaged files; small, so that it evicts. */
  private static final BlockCache CACHE = new BlockCache(32 << 10);

  @TempDir Path directory;

  /**
   * To add a case, run this twice with -Dgolden.write=src/test/resources/golden/v1, and look at the
   * files. The first run writes them and fails, the second finds them.
   */
  @ParameterizedTest
  @EnumSource
  void writerReproducesThem(GoldenKeys golden) throws IOException {
    String write = System.getProperty("golden.write");
    byte[] plain = null;
    for (Compression compression : GoldenKeys.CODECS) {
      byte[] written = golden.write(directory.resolve("" + compression.codec()), compression);
      if (write != null) {
        Path file = Path.of(write, "keys", golden.fileName(compression.codec()));
        if (!Files.exists(file)) {
          Files.createDirectories(file.getParent());
          Files.write(file, written);
        }
      }
      if (compression.codec() == Codec.NONE) {
        plain = written;
      }
    }
    assertThat(plain).isEqualTo(golden.released(Codec.NONE));
  }

  @ParameterizedTest
  @EnumSource
  void readerReadsThem(GoldenKeys golden) throws IOException {
    for (Compression compression : GoldenKeys.CODECS) {
      Path path = Files.write(directory.resolve("it.ikv"), golden.released(compression.codec()));
      try (BlockCache cache = new BlockCache(64 << 10);
          StoreFileReader file = StoreFileReader.open(path, cache)) {
        file.verify();
        assertThat(file.codec()).isEqualTo(compression.codec());
        assertThat(file.keyWidth()).isEqualTo(golden.type().width());
        List<String> labels = golden.type().columns().stream().map(KeyType::label).toList();
        assertThat(file.properties()).containsEntry("key.types", String.join(",", labels));
        EntryCursor cursor = file.scan();
        for (int i = 0; i < golden.stored().size(); i++) {
          byte[] key = golden.encoded().get(i);
          assertThat(file.get(key)).isEqualTo(golden.stored().get(i));
          assertThat(cursor.next()).isTrue();
          assertThat(cursor.key()).isEqualTo(key);
          assertThat(golden.decodedAndEncoded(cursor.key())).isEqualTo(key);
          assertThat(cursor.value()).isEqualTo(golden.stored().get(i));
        }
        assertThat(cursor.next()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedByteIsNoticed(GoldenKeys golden) throws IOException {
    for (Compression compression : GoldenKeys.CODECS) {
      byte[] good = golden.released(compression.codec());
      Path path = Files.write(directory.resolve("bad.ikv"), good);
      for (int at = 0; at < good.length; at += step(compression)) {
        write(path, at, (byte) (good[at] ^ 1 << at % 8));
        String what = "%s, %s, byte %d".formatted(golden, compression.codec(), at);
        assertThat(refusedOrRight(path, golden, what)).as(what + " passes verify").isTrue();
        write(path, at, good[at]);
      }
    }
  }

  private static void write(Path path, long at, byte value) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {value}), at);
    }
  }

  /**
   * Damages every byte of the mappable file, and every seventh of the compressed ones, which have
   * the same indexes.
   */
  private static int step(Compression compression) {
    return compression.codec() == Codec.NONE ? 1 : 7;
  }

  /** Whether opening fails, or verifying does after right answers or a failure. */
  private static boolean refusedOrRight(Path path, GoldenKeys golden, String what)
      throws IOException {
    try (StoreFileReader file = StoreFileReader.open(path, CACHE)) {
      try {
        for (int i = 0; i < golden.stored().size(); i++) {
          assertThat(file.get(golden.encoded().get(i))).as(what).isEqualTo(golden.stored().get(i));
        }
      } catch (CorruptFileException e) {
        assertThat(e).as(what).hasMessageContaining(path.toString());
      }
      file.verify();
      return false;
    } catch (CorruptFileException | UnsupportedFormatException e) {
      assertThat(e).as(what).hasMessageContaining(path.toString());
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncatedLengthIsRefused(GoldenKeys golden) throws IOException {
    for (Compression compression : GoldenKeys.CODECS) {
      byte[] good = golden.released(compression.codec());
      Path path = Files.write(directory.resolve("short.ikv"), good);
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        for (int length = good.length - 1; length >= 0; length -= step(compression)) {
          file.truncate(length);
          assertThatThrownBy(() -> StoreFileReader.open(path).close())
              .as("%s, %s cut to %d bytes", golden, compression.codec(), length)
              .isInstanceOf(CorruptFileException.class)
              .hasMessageContaining(path.toString());
        }
      }
    }
  }
}
