/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.util.zip.CRC32C;

/** CRC32C of whole arrays, and of longer bytes from the checksum of their beginning. */
public final class Checksums {
  private static final int POLYNOMIAL = 0x82F63B78;

  private Checksums() {}

  public static int of(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /**
   * The checksum of bytes of which the first ones have the checksum {@code prefix} and the others
   * are {@code rest}. Computes it bit by bit.
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
