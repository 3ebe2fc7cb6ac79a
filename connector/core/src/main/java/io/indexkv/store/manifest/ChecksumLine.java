/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.error.CorruptFileException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The last member of a small JSON file: the checksum of all bytes before it. */
public final class ChecksumLine {
  private static final String CHECKSUM = "\"crc32c\":\"";
  private static final String END = "\"}\n";
  private static final int LENGTH = CHECKSUM.length() + 8 + END.length();

  private ChecksumLine() {}

  /**
   * The bytes of the file.
   *
   * @param body the text up to the line of the checksum, including the line feed
   */
  public static byte[] seal(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    byte[] line = (CHECKSUM + checksum(bytes, bytes.length) + END).getBytes(US_ASCII);
    byte[] file = Arrays.copyOf(bytes, bytes.length + line.length);
    System.arraycopy(line, 0, file, bytes.length, line.length);
    return file;
  }

  /**
   * Checks that the bytes end with their checksum.
   *
   * @param what kind of file, for messages
   * @param location where the bytes come from, for messages
   * @throws CorruptFileException if the line is missing or the checksum differs
   */
  public static void check(byte[] bytes, String what, String location) {
    int body = bytes.length - LENGTH;
    String tail = body < 0 ? "" : new String(bytes, body, LENGTH, US_ASCII);
    if (!tail.startsWith(CHECKSUM) || !tail.endsWith(END)) {
      throw corrupt(
          what,
          location,
          "expected a checksum line as its last "
              + LENGTH
              + " bytes, found none in "
              + bytes.length
              + " bytes: the file is truncated or not a "
              + what);
    }
    String expected = checksum(bytes, body);
    String found = tail.substring(CHECKSUM.length(), CHECKSUM.length() + 8);
    if (!found.equals(expected)) {
      throw corrupt(
          what, location, "its bytes have CRC32C " + expected + ", its last line says " + found);
    }
  }

  public static CorruptFileException corrupt(String what, String location, String why) {
    return new CorruptFileException(
        what + " " + location + " is damaged: " + why + "; restore it from a copy of the store");
  }

  private static String checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
