/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.format.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Makes the checksums of a tampered file valid again, as a hostile writer would. */
final class Signed {
  private static final byte[] HEADER = "indexkv.header".getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer b;
  private final int footer;

  private Signed(byte[] file) {
    b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    footer = file.length - Format.FOOTER_SIZE;
  }

  /** Repeats the header in the properties, too. */
  static void again(byte[] file) {
    ByteBuffer b = ByteBuffer.wrap(file);
    for (int at = Format.HEADER_SIZE; at < file.length - Format.FOOTER_SIZE; at++) {
      if (file[at] == 'i'
          && Arrays.equals(file, at, at + HEADER.length, HEADER, 0, HEADER.length)) {
        String fields = HexFormat.of().formatHex(file, 10, 20);
        // behind the name and the length of the value
        b.put(at + HEADER.length + 4, fields.getBytes(StandardCharsets.US_ASCII));
        break;
      }
    }
    sums(file);
  }

  /** Leaves the properties as they are. */
  static void sums(byte[] file) {
    Signed s = new Signed(file);
    s.b.putInt(60, s.crc(0, 60));
    s.blocks();
    s.indexes();
  }

  /** Leaves the checksums of the blocks as they are, too: those of a compressed file. */
  static void indexes(byte[] file) {
    new Signed(file).indexes();
  }

  private void indexes() {
    hashPages();
    section(16, 96);
    section(48, 100);
    section(64, 104);
    b.putInt(footer + 108, crc(0, footer));
    b.putInt(footer + 116, crc(footer, 116));
  }

  private int crc(long from, long length) {
    CRC32C crc = new CRC32C();
    crc.update(b.array(), (int) from, (int) length);
    return (int) crc.getValue();
  }

  private boolean inside(long from, long length) {
    return from >= 0 && length >= 0 && from <= footer && length <= footer - from;
  }

  private long field(int offset) {
    return b.getLong(footer + offset);
  }

  private void section(int handle, int checksum) {
    if (inside(field(handle), field(handle + 8))) {
      b.putInt(footer + checksum, crc(field(handle), field(handle + 8)));
    }
  }

  private void blocks() {
    if (b.get(10) != 0) {
      return; // these checksums are of the bytes before compression
    }
    int shift = b.get(11) & 31;
    long length = field(0);
    for (long k = 0; length >= 0 && k << shift < length; k++) {
      long start = 64 + (k << shift);
      long n = Math.min(1L << shift, length - (k << shift));
      long record = field(16) + 16 * k;
      if (!inside(start, n) || !inside(record, 16)) {
        return;
      }
      b.putInt((int) record + 8, crc(start, n));
    }
  }

  private void hashPages() {
    for (long k = 0; inside(field(32) + (k << 16), 1) && k << 16 < field(40); k++) {
      long start = field(32) + (k << 16);
      long n = Math.min(1 << 16, field(40) - (k << 16));
      if (!inside(start, n) || !inside(field(48) + 4 * k, 4)) {
        return;
      }
      b.putInt((int) (field(48) + 4 * k), crc(start, n));
    }
  }
}
