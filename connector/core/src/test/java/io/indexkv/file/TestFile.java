/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.format.Compression;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.HashIndexFill;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Store files made of sorted maps, for tests. */
final class TestFile {
  private TestFile() {}

  static SortedMap<byte[], byte[]> map() {
    return new TreeMap<>(Arrays::compareUnsigned);
  }

  static StoreFileOptions options(int keyWidth, int alignment) {
    return new StoreFileOptions(keyWidth, alignment, 4096, Map.of("made.by", "a test"));
  }

  static StoreFileOptions options(int keyWidth, int alignment, Compression compression) {
    return new StoreFileOptions(keyWidth, alignment, 4096, compression, Map.of());
  }

  static byte[] inflate(StoreFileReader file) throws IOException {
    BytesOutput out = new BytesOutput();
    file.inflate(out);
    return out.bytes();
  }

  /** With the index that the writer chooses. */
  static byte[] bytes(StoreFileOptions options, Map<byte[], byte[]> sorted) throws IOException {
    BytesOutput out = new BytesOutput();
    return write(new StoreFileWriter(out, options), sorted, out);
  }

  /** With a hash index as the writer makes it. */
  static byte[] hashed(StoreFileOptions options, Map<byte[], byte[]> sorted) throws IOException {
    return bytes(
        options, sorted, HashIndexFill.of(options.compression().codec()), Format.NARROW_POSITION);
  }

  static byte[] bytes(
      StoreFileOptions options,
      Map<byte[], byte[]> sorted,
      HashIndexFill fill,
      int minPositionWidth)
      throws IOException {
    BytesOutput out = new BytesOutput();
    return write(new StoreFileWriter(out, options, fill, minPositionWidth), sorted, out);
  }

  private static byte[] write(StoreFileWriter writer, Map<byte[], byte[]> sorted, BytesOutput out)
      throws IOException {
    try (StoreFileWriter w = writer) {
      for (Map.Entry<byte[], byte[]> e : sorted.entrySet()) {
        w.add(e.getKey(), 0, e.getKey().length, e.getValue(), 0, e.getValue().length);
      }
      w.finish();
    }
    return out.bytes();
  }

  static Path write(Path file, StoreFileOptions options, Map<byte[], byte[]> sorted)
      throws IOException {
    return Files.write(file, bytes(options, sorted));
  }

  static byte[] key(long value, int width) {
    byte[] key = new byte[width];
    for (int i = 0; i < width; i++) {
      key[i] = (byte) (value >>> (8 * (width - 1 - i)));
    }
    return key;
  }

  /** The key's bytes as the lookup path's word. */
  static long word(byte[] key) {
    long word = 0;
    for (int i = key.length - 1; i >= 0; i--) {
      word = word << 8 | key[i] & 0xFF;
    }
    return word;
  }
}
