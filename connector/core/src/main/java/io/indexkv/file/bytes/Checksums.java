/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.util.zip.CRC32C;

/** CRC32C of whole arrays, and of a text from the checksum of its beginning. */
public final class Checksums {
  private static final int POLYNOMIAL = 0x82F63B78;

  private Checksums() {}

  public static int of(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /**
   * The checksum of a text that begins with one whose checksum is PREFIX and ends with REST; a bit
   * at a time.
   */
  public static int extend(int prefix, byte[] rest) {
    int crc = ~prefix;
    for (byte b : rest) {
      crc ^= b & 0xFF;
      for (int i = 0; i < 8; i++) {
        crc = (crc >>> 1) ^ (POLYNOMIAL & -(crc & 1));
      }
    }
    return ~crc;
  }
}
