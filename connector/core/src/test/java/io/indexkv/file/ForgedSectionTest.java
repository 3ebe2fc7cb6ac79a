/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.bytes.Checksums;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.StoreFileOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections that claim what cannot be, under valid checksums: an error that names the file. */
class ForgedSectionTest {
  @TempDir Path dir;

  private Path write(byte[] bad) throws IOException {
    return Files.write(dir.resolve("forged.ikv"), bad);
  }

  @Test
  void aDictionaryThatIsNoneIsRefused() throws IOException {
    byte[] bad = GoldenFile.ZSTD_DICTIONARY.released();
    ByteBuffer b = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
    int from = Format.HEADER_SIZE + Format.DICTIONARY_HEAD;
    int length = b.getInt(Format.HEADER_SIZE);
    // behind magic and id
    Arrays.fill(bad, from + 8, from + length, (byte) 0xFF);
    byte[] dictionary = Arrays.copyOfRange(bad, from, from + length);
    b.putInt(Format.HEADER_SIZE + 4, Checksums.of(dictionary));
    Signed.indexes(bad);
    Path path = write(bad);

    assertThatThrownBy(() -> Exercise.scan(path))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("expected a dictionary of codec ZSTD");
  }

  /** A newer format may give them a meaning that this reader does not know. */
  @Test
  void everyReservedByteOfTheHeaderIsZero() throws IOException {
    for (int at = 14; at < 60; at++) {
      if (at >= 16 && at < 20) {
        continue; // the required features
      }
      byte[] bad = GoldenFile.EXAMPLE.released();
      bad[at] = 1;
      Signed.again(bad);
      Path path = write(bad);

      assertThatThrownBy(() -> StoreFileReader.open(path))
          .as("byte %d", at)
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("expected zero");
    }
  }

  @Test
  void verifyLooksAtThePaddingOfSections() throws IOException {
    byte[] good = GoldenFile.EXAMPLE.released();
    ByteBuffer b = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN);
    int footer = good.length - Format.FOOTER_SIZE;
    int padding = 0;
    int end = (int) b.getLong(footer + 16) - good[footer + 112]; // of the data
    for (int handle = 16; handle <= 80; handle += 16) {
      int next = handle == 80 ? footer : (int) b.getLong(footer + handle);
      for (int at = end; at < next; at++) {
        byte[] bad = good.clone();
        bad[at] = 1;
        Signed.sums(bad);
        Path path = write(bad);

        assertThatThrownBy(() -> Exercise.verify(path))
            .as("byte %d", at)
            .isInstanceOf(CorruptFileException.class)
            .hasMessageContaining(path.toString())
            .hasMessageContaining("padding")
            .hasMessageContaining("expected zero");
        padding++;
      }
      end = handle == 80 ? footer : next + (int) b.getLong(footer + handle + 8);
    }
    assertThat(padding).isGreaterThan(40);
  }

  @Test
  void aKeyThatEndsBehindTheDataIsRefused() throws IOException {
    byte[] bad = GoldenFile.EXAMPLE.released();
    bad[Format.HEADER_SIZE + 11] = 0x7F; // the length of bee
    Signed.sums(bad);
    Path path = write(bad);

    assertThatThrownBy(() -> Exercise.farGets(path, Set.of("bee".getBytes())))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("a key and a length inside the data");
  }

  @Test
  void propertiesWithoutEndAreNotRead() throws IOException {
    byte[] good = GoldenFile.EXAMPLE.released();
    int footer = good.length - Format.FOOTER_SIZE;
    int more = Format.MAX_PROPERTIES;
    byte[] bad = Arrays.copyOf(good, good.length + more);
    System.arraycopy(good, footer, bad, footer + more, Format.FOOTER_SIZE);
    ByteBuffer b = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(footer + more + 72, b.getLong(footer + more + 72) + more);
    b.putLong(footer + more + 88, bad.length);
    Signed.sums(bad);
    Path path = write(bad);

    assertThatThrownBy(() -> StoreFileReader.open(path))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("bytes of properties from 0 to 67108864");
    String text = "x".repeat(Format.MAX_PROPERTIES / 4);
    assertThatThrownBy(() -> new StoreFileOptions(0, 1, 4096, Map.of("long", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("properties");
  }

  /** A file of a few KB that inflates to such an entry must not end the process. */
  @Test
  void anEntryThatWouldFillTheHeapIsRefused() {
    FileErrors problems = new FileErrors("the file");
    problems.expectRoom(64 << 20);
    problems.expectRoom(100, 200);

    assertThatThrownBy(() -> problems.expectRoom(101, 200))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("the file: an entry of 101 bytes, more than half of the heap")
        .hasMessageContaining("-Xmx");
    assertThatThrownBy(() -> problems.expectRoom(Runtime.getRuntime().maxMemory()))
        .isInstanceOf(UnsupportedFormatException.class);
  }

  @Test
  void messagesDoNotQuoteWhatIsLong() throws IOException {
    CorruptFileException e =
        new FileErrors("the file")
            .corrupt("properties", 0, "x".repeat(100_000), "y".repeat(100_000));

    assertThat(e.getMessage())
        .hasSizeLessThan(1000)
        .contains("the file", "99,700 characters left out", "must be restored");
  }
}
