/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file across the borders of 1 and 2 GiB; zeros take no room on disk. */
@Tag("slow")
class LargeFileTest {
  private static final int VALUE = 67 << 20;
  private static final int ENTRIES = 70;

  @TempDir Path dir;

  /** Leaves a hole for what is all zeros. */
  private static final class SparseOutput implements Output {
    private static final byte[] ZEROS = new byte[1 << 16];
    private final FileChannel channel;

    SparseOutput(Path path) throws IOException {
      channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public String location() {
      return "sparse";
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      boolean zeros =
          length == ZEROS.length
              && java.util.Arrays.equals(bytes, offset, offset + length, ZEROS, 0, length);
      if (zeros) {
        channel.position(channel.position() + length);
      } else {
        channel.write(ByteBuffer.wrap(bytes, offset, length));
      }
    }

    @Override
    public void finish() throws IOException {
      channel.close();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Neither is the value on the heap, which may be smaller. */
  @Test
  void readsAValueOfAlmostTwoGibibytes() throws Exception {
    Path path = dir.resolve("longest.ikv");
    byte[] key = TestFile.key(7, 4);
    int longest = Format.MAX_ENTRY_LENGTH - key.length - Format.varintLength(Integer.MAX_VALUE);
    StoreFileOptions options = new StoreFileOptions(4, 1, 1 << 16, Map.of());
    try (StoreFileWriter writer = new StoreFileWriter(new SparseOutput(path), options)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.begin(key, 0, 4, longest + 1))
          .withMessageContaining("key and value together must stay below 2 GiB");
      byte[] zeros = new byte[1 << 16];
      writer.begin(key, 0, 4, longest);
      writer.append(new byte[] {1}, 0, 1);
      for (int left = longest - 2; left > 0; left -= zeros.length) {
        writer.append(zeros, 0, Math.min(left, zeros.length));
      }
      writer.append(new byte[] {2}, 0, 1);
      writer.end();
      writer.add(TestFile.key(8, 4), 0, 4, key, 0, 4);
      writer.finish();
    }
    try (StoreFileReader file = StoreFileReader.open(path)) {
      long[] addresses = new long[2];
      int[] lengths = new int[2];
      long[] words = {TestFile.word(key), TestFile.word(TestFile.key(8, 4))};
      StoreFiles files = new StoreFiles(List.of(file));
      assertThat(new BatchLookup(files).find(words, 2, addresses, lengths)).isEqualTo(2);
      assertThat(lengths).containsExactly(longest, 4);
      assertThat(Memory.getByte(addresses[0])).isEqualTo((byte) 1);
      assertThat(Memory.getByte(addresses[0] + longest - 1)).isEqualTo((byte) 2);
      assertThat(Memory.copy(addresses[1], 4)).isEqualTo(key);
      EntryCursor cursor = file.scan();
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.valueLength()).isEqualTo(longest);
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.value()).isEqualTo(key);
    }
    awaitUnmapped(path);
  }

  /**
   * Where the JVM denies Unsafe, the collector takes down a map of this length: no arena has a
   * buffer for it.
   */
  private static void awaitUnmapped(Path file) throws IOException, InterruptedException {
    for (int i = 0; i < 200 && isMapped(file); i++) {
      System.gc();
      Thread.sleep(50);
    }
  }

  private static boolean isMapped(Path file) throws IOException {
    Path maps = Path.of("/proc/self/maps");
    return Files.exists(maps) && Files.readString(maps).contains(file.getFileName().toString());
  }

  @Test
  void readsAcrossOneAndTwoGibibytes() throws IOException {
    Path path = dir.resolve("large.ikv");
    byte[] large = new byte[VALUE];
    StoreFileOptions options = new StoreFileOptions(4, 8, 1 << 16, Map.of());
    long length;
    try (StoreFileWriter writer = new StoreFileWriter(new SparseOutput(path), options)) {
      for (int i = 0; i < ENTRIES; i++) {
        byte[] key = TestFile.key(i, 4);
        boolean isLarge = i % 2 == 0;
        writer.add(key, 0, 4, isLarge ? large : key, 0, isLarge ? VALUE : 4);
      }
      length = writer.finish().length();
    }
    assertThat(length).isGreaterThan(2L << 30);
    try (StoreFileReader file = StoreFileReader.open(path)) {
      assertThat(file.mapping.windows()).isEqualTo(3);
      assertThat(file.mapping.crossings()).isEqualTo(2);
      for (int i = 1; i < ENTRIES; i += 2) {
        assertThat(file.get(TestFile.key(i, 4))).isEqualTo(TestFile.key(i, 4));
      }
      // the entry of 67 MiB that lies across 1 GiB
      int across = (int) ((1L << 30) / VALUE) * 2;
      assertThat(file.get(TestFile.key(across, 4))).isEqualTo(large);
      assertThat(file.get(TestFile.key(ENTRIES, 4))).isNull();
      EntryCursor end = file.scan(TestFile.key(ENTRIES - 3, 4), null);
      assertThat(end.next() && end.next() && end.next()).isTrue();
      assertThat(end.value()).isEqualTo(TestFile.key(ENTRIES - 1, 4));
      assertThat(end.next()).isFalse();
    }
  }
}
