/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import io.indexkv.error.CorruptFileException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Converts rows by a {@link RowConversion}, one after the other. It allocates nothing once its
 * buffer fits the longest row. For one thread.
 */
public final class RowConverter {
  private final RowConversion conversion;
  private final RowWriter out;

  public RowConverter(RowConversion conversion) {
    this.conversion = conversion;
    out = conversion.writer();
  }

  /**
   * Converts a row whose bytes were checked.
   *
   * @param row holds the row from 0 on
   * @return length of the converted row, which {@link #bytes()} holds
   * @throws CorruptFileException if the bytes are no row: somebody has changed the file since the
   *     check
   */
  public int convert(byte[] row, int length) {
    try {
      conversion.convert(row, length, out);
      return out.length();
    } catch (IndexOutOfBoundsException e) {
      throw new CorruptFileException(
          "a row of an older schema points outside of its "
              + length
              + " bytes, but passed its check: its file was changed or cut short meanwhile",
          new IOException(e));
    }
  }

  /** The last converted row, from 0 on. It is valid until the next one is converted. */
  public byte[] bytes() {
    return out.bytes();
  }

  /** Converts a row into an array of its own. */
  public static byte[] copy(RowConversion conversion, byte[] row) {
    RowConverter converter = new RowConverter(conversion);
    int length = converter.convert(row, row.length);
    byte[] bytes = converter.bytes();
    return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
  }
}
