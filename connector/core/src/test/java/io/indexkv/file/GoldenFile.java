/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.file.format.Codec;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.HashIndexFill;
import io.indexkv.file.format.StoreFileOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntFunction;

/**
 * The files of format version 1 that every later version must read, and version 1 must write byte
 * for byte.
 */
enum GoldenFile {
  /** The worked example of docs/store-file-format.md. */
  EXAMPLE(0, 1, 2, i -> utf8(i == 0 ? "ant" : "bee"), i -> utf8(i == 0 ? "6 legs" : "4 wings")),
  EMPTY(8, 8, 0, i -> new byte[0], i -> new byte[0]),
  ONE_ENTRY(8, 8, 1, i -> TestFile.key(Long.MIN_VALUE, 8), i -> utf8("zero")),
  INT8(1, 1, 256, i -> TestFile.key(i, 1), i -> utf8("value " + (i - 128))),
  INT16(2, 1, 300, i -> TestFile.key(200L * i, 2), i -> utf8("value " + (200 * i - 32768))),
  INT32(4, 8, 300, i -> TestFile.key(10_000_000L * i, 4), i -> new byte[i % 40]),
  INT64(8, 8, 1000, i -> TestFile.key(1L << 63 | 1_000_003L * i, 8), i -> new byte[8 * (i % 9)]),
  STRING(0, 1, 500, i -> utf8("key-%05d".formatted(i * i)), i -> utf8("é".repeat(i % 50))),
  STRING_ALIGNED(0, 8, 100, i -> utf8("k".repeat(i + 1)), i -> utf8("v".repeat(i))),
  LONG_VALUES(4, 1, 5, i -> TestFile.key(i, 4), i -> new byte[5000 * i]),
  LONG_KEYS(0, 1, 9, i -> utf8("p".repeat(1024) + i), i -> utf8("value " + i)),
  WIDE_KEYS(16, 8, 20, i -> utf8("a key of 16 by" + (char) ('A' + i) + "."), i -> utf8("v" + i)),
  /** The second worked example: 18 small numbers, two of them apart from the others. */
  DIRECT_EXAMPLE(
      1, 1, 18, i -> TestFile.key(0x80 + i + i / 6, 1), i -> new byte[] {(byte) (i + 'a')}),
  DIRECT(8, 8, 1000, i -> TestFile.key(1L << 63 | i, 8), i -> utf8("value %04d".formatted(i))),
  DIRECT_GAPS(
      4, 1, 3000, i -> TestFile.key(19_000 + i + i / 5 * 2, 4), i -> utf8("%05d".formatted(i))),
  DIRECT_ODD(3, 1, 2000, i -> TestFile.key(2000 + i * 7L, 3), i -> utf8("%04d".formatted(i))),
  DIRECT_LZ4(
      Compression.lz4(), 2, 8, 900, i -> TestFile.key(i * 3L, 2), i -> utf8("%05d".formatted(i))),
  DIRECT_ZSTD(
      Compression.zstd(3).withDictionary(1024),
      4,
      1,
      5000,
      i -> TestFile.key(i, 4),
      i -> utf8("{\"id\": %05d, \"name\": \"name of %04d\"}".formatted(i, i * 7919L % 1000))),
  /** What a file has whose data space is larger than all positions of four bytes. */
  WIDE_POSITIONS(8, 1, 300, i -> TestFile.key(i, 8), i -> utf8("value " + i)),
  LZ4(Compression.lz4(), 8, 8, 400, i -> TestFile.key(i, 8), i -> utf8("value ".repeat(i % 9) + i)),
  LZ4_LONG(Compression.lz4(), 0, 1, 4, i -> utf8("k" + i), i -> utf8("long ".repeat(3000 * i))),
  ZSTD(Compression.zstd(3), 0, 1, 400, i -> utf8("k%04d".formatted(i)), i -> utf8("v" + i * i)),
  ZSTD_DICTIONARY(
      Compression.zstd(9).withDictionary(1024),
      4,
      1,
      2000,
      i -> TestFile.key(i, 4),
      i -> utf8("{\"id\": %d, \"name\": \"name of %d\"}".formatted(i, i * 7919L % 1000)));

  private final Compression compression;
  private final int keyWidth;
  private final int alignment;
  private final int entries;
  private final IntFunction<byte[]> key;
  private final IntFunction<byte[]> value;

  GoldenFile(
      int keyWidth,
      int alignment,
      int entries,
      IntFunction<byte[]> key,
      IntFunction<byte[]> value) {
    this(Compression.none(), keyWidth, alignment, entries, key, value);
  }

  GoldenFile(
      Compression compression,
      int keyWidth,
      int alignment,
      int entries,
      IntFunction<byte[]> key,
      IntFunction<byte[]> value) {
    this.compression = compression;
    this.keyWidth = keyWidth;
    this.alignment = alignment;
    this.entries = entries;
    this.key = key;
    this.value = value;
  }

  private static byte[] utf8(String s) {
    return s.getBytes(UTF_8);
  }

  boolean isCompressed() {
    return compression.codec() != Codec.NONE;
  }

  /** As the writer of today writes it without compression, the hash index as full. */
  byte[] writeMappable() throws IOException {
    StoreFileOptions o = options();
    StoreFileOptions mappable =
        new StoreFileOptions(o.keyWidth(), o.alignment(), o.blockSize(), o.properties());
    if (isDirect()) {
      return TestFile.bytes(mappable, entries());
    }
    return TestFile.bytes(
        mappable, entries(), HashIndexFill.of(compression.codec()), positionWidth());
  }

  private int positionWidth() {
    return this == WIDE_POSITIONS ? Format.WIDE_POSITION : Format.NARROW_POSITION;
  }

  String fileName() {
    return name().toLowerCase().replace('_', '-') + ".ikv";
  }

  StoreFileOptions options() {
    return new StoreFileOptions(keyWidth, alignment, 4096, compression, Map.of("name", fileName()));
  }

  SortedMap<byte[], byte[]> entries() {
    SortedMap<byte[], byte[]> map = TestFile.map();
    for (int i = 0; i < entries; i++) {
      byte[] v = value.apply(i);
      if (v.length > 0 && v[0] == 0) {
        Arrays.fill(v, (byte) i);
      }
      map.put(key.apply(i), v);
    }
    return map;
  }

  /** Whether its index is direct. The writer has made the others since before there were any. */
  boolean isDirect() {
    return name().startsWith("DIRECT");
  }

  /**
   * As the writer of today writes it, if told to make a hash index where that was the only kind.
   */
  byte[] write() throws IOException {
    if (isDirect()) {
      return TestFile.bytes(options(), entries());
    }
    return TestFile.bytes(
        options(), entries(), HashIndexFill.of(compression.codec()), positionWidth());
  }

  /** As it was written when the format version was released. */
  byte[] released() throws IOException {
    try (InputStream in = GoldenFile.class.getResourceAsStream("/golden/v1/" + fileName())) {
      if (in == null) {
        throw new IOException("no resource golden/v1/" + fileName());
      }
      return in.readAllBytes();
    }
  }
}
