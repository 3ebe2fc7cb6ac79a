/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.write;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.format.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Writes the lines of an index in pages, and keeps the checksum of each page. */
final class IndexPages {
  private final Output out;
  private final byte[] page = new byte[Format.HASH_PAGE_SIZE];
  private final ByteBuffer bytes = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C pageChecksum = new CRC32C();
  private final ByteBuffer checksum = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
  private byte[] checksums = new byte[64];
  private int pages;
  private int at;

  IndexPages(Output out) {
    this.out = out;
  }

  /** The page to which lines are written; zero from {@link #line()} on. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Offset in the page of the current line. */
  int line() {
    return at;
  }

  /** Goes on to the next line. */
  void endLine() throws IOException {
    at += Format.BUCKET_SIZE;
    if (at == page.length) {
      endPage();
    }
  }

  /** Writes the last page. */
  void finish() throws IOException {
    if (at > 0) {
      endPage();
    }
  }

  /** Checksums of the written pages, 4 bytes each. */
  byte[] checksums() {
    return Arrays.copyOf(checksums, pages * 4);
  }

  private void endPage() throws IOException {
    out.write(page, 0, at);
    pageChecksum.reset();
    pageChecksum.update(page, 0, at);
    if (pages * 4 == checksums.length) {
      checksums = Arrays.copyOf(checksums, 2 * checksums.length);
    }
    checksum.putInt(0, (int) pageChecksum.getValue());
    System.arraycopy(checksum.array(), 0, checksums, 4 * pages++, 4);
    Arrays.fill(page, 0, at, (byte) 0);
    at = 0;
  }
}
