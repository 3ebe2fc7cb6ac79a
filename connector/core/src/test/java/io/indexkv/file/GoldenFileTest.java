/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.bytes.Checksums;
import io.indexkv.file.cursor.EntryCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenFileTest {
  @TempDir Path dir;

  /**
   * For a new case: run with -Dgolden.write=src/test/resources/golden/v1, look at the new file,
   * commit it.
   */
  @ParameterizedTest
  @EnumSource
  void writerReproducesThem(GoldenFile golden) throws IOException {
    String write = System.getProperty("golden.write");
    if (write != null && !Files.exists(Path.of(write, golden.fileName()))) {
      Files.write(Path.of(write, golden.fileName()), golden.write());
    }
    if (golden.isCompressed()) {
      // what a compressor makes of a block is up to its version; what comes out again is not
      assertThat(inflated(golden.write())).isEqualTo(golden.writeMappable());
    } else {
      assertThat(golden.write()).isEqualTo(golden.released());
    }
  }

  @ParameterizedTest
  @EnumSource
  void inflatingGivesTheMappableFile(GoldenFile golden) throws IOException {
    assertThat(inflated(golden.released())).isEqualTo(golden.writeMappable());
  }

  private byte[] inflated(byte[] bytes) throws IOException {
    Path path = Files.write(dir.resolve("compressed.ikv"), bytes);
    try (BlockCache cache = new BlockCache(1 << 20);
        StoreFileReader file = StoreFileReader.open(path, cache)) {
      return TestFile.inflate(file);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readerReadsThem(GoldenFile golden) throws IOException {
    Path path = Files.write(dir.resolve(golden.fileName()), golden.released());
    SortedMap<byte[], byte[]> entries = golden.entries();
    try (BlockCache cache = new BlockCache(1 << 20);
        StoreFileReader file = StoreFileReader.open(path, cache)) {
      file.verify();
      assertThat(file.properties()).isEqualTo(golden.options().properties());
      assertThat(file.keyWidth()).isEqualTo(golden.options().keyWidth());
      assertThat(file.info().entries()).isEqualTo(entries.size());
      assertThat(file.info().crc32c()).isEqualTo(Checksums.of(golden.released()));
      entries.forEach((k, v) -> assertThat(file.get(k)).isEqualTo(v));
      EntryCursor cursor = file.scan();
      for (var e : entries.entrySet()) {
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.key()).isEqualTo(e.getKey());
        assertThat(cursor.value()).isEqualTo(e.getValue());
      }
      assertThat(cursor.next()).isFalse();
    }
  }
}
