/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.io.IOException;

/**
 * What is known of a file before its indexes are read.
 *
 * @param checksum CRC32C of the whole file, as it says itself
 */
record Frame(Header header, Footer footer, Properties properties, int checksum) {
  /** Reads from a file. */
  interface Bytes {
    byte[] read(long offset, int length) throws IOException;
  }

  static Frame read(long length, Bytes file, Problems problems) throws IOException {
    if (length < Format.HEADER_SIZE + Format.FOOTER_SIZE) {
      throw new CorruptFileException(
          "%s: not a store file, or cut short: expected at least %d bytes, found %d."
              .formatted(problems.file(), Format.HEADER_SIZE + Format.FOOTER_SIZE, length));
    }
    Header header = Header.decode(file.read(0, Format.HEADER_SIZE), problems);
    long footerOffset = length - Format.FOOTER_SIZE;
    byte[] footerBytes = file.read(footerOffset, Format.FOOTER_SIZE);
    Footer footer = Footer.decode(footerBytes, header, length, problems);
    Section s = footer.properties();
    if (s.size() > Integer.MAX_VALUE) {
      throw problems.corrupt("footer", footerOffset, "properties below 2 GiB", s.size());
    }
    byte[] text = file.read(s.offset(), (int) s.size());
    problems.expectChecksum(
        "properties", s.offset(), footer.propertiesChecksum(), Checksums.of(text));
    Properties properties = Properties.decode(text, s.offset(), footer.entries() == 0, problems);
    int checksum = Checksums.extend(footer.contentChecksum(), footerBytes);
    return new Frame(header, footer, properties, checksum);
  }
}
