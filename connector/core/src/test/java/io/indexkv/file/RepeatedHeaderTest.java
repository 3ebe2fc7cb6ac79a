/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.format.ValueCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fields of the header that the end of a file repeats. */
class RepeatedHeaderTest {
  /** A file of the fuzz test, written before files repeated their header. */
  private static final String BEFORE =
      "StoreFileFuzzTestInputs/readsAnyBytesWithValidChecksums/example.ikv";

  @TempDir Path dir;
  private final List<FileRange> asked = new ArrayList<>();

  @Test
  void aFarFileIsOpenedByItsEnd() throws IOException {
    byte[] file = GoldenFile.LONG_VALUES.released();
    byte[] long5 = TestFile.key(4, 4);

    try (BlockCache cache = new BlockCache(1 << 20);
        StoreFileReader reader = StoreFileReader.open(ranged(file), cache, ValueCheck.ANY)) {
      assertThat(reader.get(long5)).hasSize(20_000);
      assertThat(reader.options()).isEqualTo(GoldenFile.LONG_VALUES.options());
    }
    assertThat(asked).allMatch(range -> range.end() == file.length || range.offset() > 0);
  }

  @Test
  void aHeaderThatSaysSomethingElseIsDamage() throws IOException {
    byte[] file = GoldenFile.INT8.released();
    file[12] = 3; // the alignment
    Signed.sums(file);
    Path path = Files.write(dir.resolve("other.ikv"), file);

    assertThatThrownBy(() -> StoreFileReader.open(path))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("expected the fields of the header, 000c0301000000000000")
        .hasMessageContaining("found 000c0001000000000000");
  }

  @Test
  void whatIsNotRepeatedIsReadAtTheBegin() throws IOException {
    byte[] file;
    try (InputStream in = getClass().getResourceAsStream(BEFORE)) {
      file = in.readAllBytes();
    }
    Path path = Files.write(dir.resolve("before.ikv"), file);

    try (BlockCache cache = new BlockCache(1 << 20);
        StoreFileReader far = StoreFileReader.open(ranged(file), cache, ValueCheck.ANY);
        StoreFileReader near = StoreFileReader.open(path)) {
      near.verify();
      for (StoreFileReader reader : List.of(far, near)) {
        assertThat(reader.get("bee".getBytes(UTF_8))).isEqualTo("4 wings".getBytes(UTF_8));
      }
    }
  }

  @Test
  void itsNameIsReserved() {
    assertThatThrownBy(
            () -> new StoreFileOptions(0, 1, 1 << 16, Map.of("indexkv.header", "of mine")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("indexkv.header");
  }

  private RangedFile ranged(byte[] file) {
    return new RangedFile() {
      @Override
      public String location() {
        return "far away";
      }

      @Override
      public long length() {
        return file.length;
      }

      @Override
      public List<byte[]> read(List<FileRange> ranges) {
        asked.addAll(ranges);
        return ranges.stream()
            .map(r -> Arrays.copyOfRange(file, (int) r.offset(), (int) r.end()))
            .toList();
      }

      @Override
      public void close() {}
    };
  }
}
