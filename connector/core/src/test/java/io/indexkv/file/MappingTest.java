/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.file.bytes.FileAccess;
import io.indexkv.file.format.Format;
import io.indexkv.file.index.Mapping;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections that no window has whole, in files of small windows. */
class MappingTest {
  private static final int SHIFT = 12;

  /** Bytes that can be read from the start of a window. */
  private static final int WINDOW = (1 << SHIFT) + Mapping.SLACK;

  /** What a batch may touch behind the last line of the hash index, if no slot of it fits. */
  private static final int TOUCHED = FastBatchLookup.MEDIUM + 1 - Format.BUCKET_SIZE;

  @TempDir Path directory;

  @Test
  void anIndexThatNoWindowHasIsMappedWithWhatABatchTouchesBehindIt() throws IOException {
    SortedMap<byte[], byte[]> entries = TestFile.map();
    for (int i = 0; i < 30_000; i++) {
      entries.put(TestFile.key(i, 8), new byte[0]);
    }
    Path file = directory.resolve("a.ikv");
    Files.write(file, TestFile.hashed(TestFile.options(8, 1), entries));
    try (MappedReader reader =
        (MappedReader) StoreFileReader.open(file, ReaderOptions.defaults().strideShift(SHIFT))) {
      Mapping mapping = reader.mapping;
      long windows = 0;
      for (int k = 0; k < mapping.windows(); k++) {
        windows += mapping.windowEnd(k) - mapping.windowStart(k);
      }
      assertThat(reader.index.contiguousAddress()).isNotZero();
      assertThat(mapping.mappedBytes() - windows)
          .isBetween(reader.footer.hashIndex().size() + TOUCHED, Files.size(file));
    }
  }

  @Test
  void aSectionThatEndsWithAWindowIsNotReadThroughIt() throws IOException {
    try (FileChannel channel = zeros()) {
      Mapping mapping = new Mapping(channel, FileAccess.MAPPED, channel.size(), SHIFT, "zeros");
      try {
        long windows = mapping.mappedBytes();
        assertThat(mapping.contiguous(0, WINDOW - Format.FOOTER_SIZE))
            .isEqualTo(mapping.address(0));
        assertThat(mapping.mappedBytes()).isEqualTo(windows);

        assertThat(mapping.contiguous(0, WINDOW)).isNotZero().isNotEqualTo(mapping.address(0));
        assertThat(mapping.mappedBytes()).isGreaterThanOrEqualTo(windows + WINDOW + TOUCHED);
      } finally {
        mapping.unmap();
      }
    }
  }

  @Test
  void aCopyHasNoSectionThatNoWindowHas() throws IOException {
    try (FileChannel channel = zeros()) {
      Mapping mapping = new Mapping(channel, FileAccess.COPIED, channel.size(), SHIFT, "zeros");
      try {
        assertThat(mapping.contiguous(0, WINDOW - Format.FOOTER_SIZE))
            .isEqualTo(mapping.address(0));
        assertThat(mapping.contiguous(0, WINDOW - TOUCHED + 1)).isZero();
      } finally {
        mapping.unmap();
      }
    }
  }

  @Test
  void aFileThatShrinksWhileItIsCopiedIsNamed() throws IOException {
    try (FileChannel channel = zeros()) {
      assertThatThrownBy(
              () -> new Mapping(channel, FileAccess.COPIED, channel.size() + 9, SHIFT, "a.ikv"))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("a.ikv: expected ")
          .hasMessageContaining("shrank");
    }
  }

  /** A file longer than a window. */
  private FileChannel zeros() throws IOException {
    return FileChannel.open(Files.write(directory.resolve("zeros"), new byte[3 * WINDOW]));
  }
}
