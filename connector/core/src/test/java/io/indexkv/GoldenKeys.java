/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.file.format.Codec;
import io.indexkv.file.format.Compression;
import io.indexkv.key.KeyType;
import io.indexkv.key.Keys;
import io.indexkv.value.Values;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Stores with keys of each type, as the first release wrote them. Every later version must read
 * their files. The keys are in the order of the store.
 */
enum GoldenKeys {
  BOOLEAN(Keys.bool(), false, true),
  INT8(Keys.int8(), (byte) -128, (byte) -1, (byte) 0, (byte) 127),
  INT16(Keys.int16(), Short.MIN_VALUE, (short) -2, (short) 258, Short.MAX_VALUE),
  INT32(Keys.int32(), Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE),
  INT64(Keys.int64(), Long.MIN_VALUE, -1L, 0L, 81985529216486895L, Long.MAX_VALUE),
  UINT8(Keys.uint8(), 0, 127, 128, 255),
  UINT16(Keys.uint16(), 0, 258, 65_535),
  UINT32(Keys.uint32(), 0L, 1L << 31, (1L << 32) - 1),
  UINT64(Keys.uint64(), 0L, Long.MAX_VALUE, Long.MIN_VALUE, -1L),
  DATE(Keys.date(), LocalDate.of(-4712, 1, 1), LocalDate.EPOCH, LocalDate.of(2026, 2, 28)),
  TIMESTAMP(
      Keys.timestamp(),
      Instant.parse("1582-10-15T00:00:00Z"),
      Instant.EPOCH,
      Instant.parse("2026-01-01T06:28:00.000001Z")),
  TIMESTAMP_NTZ(
      Keys.timestampNtz(),
      LocalDateTime.parse("1969-12-31T23:59:59.999999"),
      LocalDateTime.parse("2026-03-29T02:30:00")),
  DECIMAL_SHORT(
      Keys.decimal(10, 2),
      new BigDecimal("-99999999.99"),
      new BigDecimal("0.00"),
      new BigDecimal("12.34")),
  DECIMAL_LONG(Keys.decimal(18, 0), new BigDecimal("-999999999999999999"), new BigDecimal("7")),
  DECIMAL_WIDE(
      Keys.decimal(38, 10),
      new BigDecimal("-9999999999999999999999999999.9999999999"),
      new BigDecimal("-0.0000000001"),
      new BigDecimal("1000000000000000000.5000000000")),
  UUIDS(
      Keys.uuid(),
      UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
      UUID.fromString("ffffffff-ffff-4fff-bfff-fffffffffffe")),
  STRING(Keys.string(), "", "a\u0000", "b", "z\u00f6".repeat(30), "\ud83d\ude00"),
  BINARY(Keys.bytes(), new byte[0], new byte[] {0}, new byte[] {0, 1}, new byte[] {-1, 0}),
  STRING_AND_INT32(
      Keys.composite(Keys.string(), Keys.int32()),
      List.of("", 1),
      List.of("a", -1),
      List.of("a", 1),
      List.of("a\u0000b", 0),
      List.of("ab", 0)),
  INT32_AND_INT32(
      Keys.composite(Keys.int32(), Keys.int32()), List.of(-1, 5), List.of(1, -5), List.of(1, 5)),
  DATE_AND_UINT16_AND_BOOLEAN(
      Keys.composite(Keys.date(), Keys.uint16(), Keys.bool()),
      List.of(LocalDate.EPOCH, 7, false),
      List.of(LocalDate.EPOCH, 7, true)),
  BINARY_AND_DECIMAL_AND_STRING(
      Keys.composite(Keys.bytes(), Keys.decimal(20, 1), Keys.string()),
      List.of(new byte[] {0}, new BigDecimal("-1.5"), "x"),
      List.of(new byte[] {0, 1}, new BigDecimal("-1.5"), ""));

  /** Each type has a file for each codec. */
  static final List<Compression> CODECS =
      List.of(Compression.none(), Compression.lz4(), Compression.zstd(3));

  private final Keys<?> keys;
  private final List<Object> inOrder;

  GoldenKeys(Keys<?> keys, Object... inOrder) {
    this.keys = keys;
    this.inOrder = List.of(inOrder);
  }

  KeyType type() {
    return keys.type();
  }

  /** The bytes of the keys, in the order of the store. */
  List<byte[]> encoded() {
    return inOrder.stream().map(this::encode).toList();
  }

  @SuppressWarnings("unchecked") // the constructor is given keys and values of the same type
  private byte[] encode(Object key) {
    return ((Keys<Object>) keys).encode(key);
  }

  /** Decodes a key and encodes it again. */
  byte[] decodedAndEncoded(byte[] key) {
    return encode(keys.decode(key));
  }

  /** The value of each key. */
  List<byte[]> stored() {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      values.add("value %d ".formatted(i).repeat(1 + 9 * i).getBytes(UTF_8));
    }
    return values;
  }

  /** The store file as today's writer makes it, from keys in another order. */
  @SuppressWarnings("unchecked")
  byte[] write(Path directory, Compression compression) throws IOException {
    WriteOptions options = WriteOptions.defaults().blockBytes(4096).compression(compression);
    try (StoreWriter<Object, byte[]> writer =
        Store.write(directory, (Keys<Object>) keys, Values.bytes(), options)) {
      for (int i = inOrder.size() - 1; i >= 0; i--) {
        writer.add(inOrder.get(i), stored().get(i));
      }
      writer.commit();
    }
    try (Stream<Path> files = Files.list(directory.resolve("data"))) {
      return Files.readAllBytes(files.findFirst().orElseThrow());
    }
  }

  String fileName(Codec codec) {
    return (name() + "-" + codec).toLowerCase(Locale.ROOT).replace('_', '-') + ".ikv";
  }

  byte[] released(Codec codec) throws IOException {
    String name = "/golden/v1/keys/" + fileName(codec);
    try (InputStream in = GoldenKeys.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return in.readAllBytes();
    }
  }
}
