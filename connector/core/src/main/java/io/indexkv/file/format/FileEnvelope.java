/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Checksums;
import java.io.IOException;

/**
 * The parts of a file that a reader needs before it reads the indexes.
 *
 * @param checksum CRC32C of the whole file, as the file's own parts give it
 */
public record FileEnvelope(Header header, Footer footer, Properties properties, int checksum) {
  /** Reads bytes of a file. */
  public interface Bytes {
    public byte[] read(long offset, int length) throws IOException;
  }

  /** Reads the header, the footer and the properties of a file. */
  public static FileEnvelope read(long length, Bytes file, FileErrors problems) throws IOException {
    checkLength(length, problems);
    Header header = Header.decode(file.read(0, Format.HEADER_SIZE), problems);
    return read(length, file, header, problems);
  }

  /** Reads only the end of a file if its properties repeat the header, else both ends. */
  public static FileEnvelope readEnd(long length, Bytes file, FileErrors problems)
      throws IOException {
    checkLength(length, problems);
    return read(length, file, null, problems);
  }

  private static void checkLength(long length, FileErrors problems) throws CorruptFileException {
    if (length < Format.HEADER_SIZE + Format.FOOTER_SIZE) {
      throw new CorruptFileException(
          "%s: not a store file, or cut short: expected at least %d bytes, found %d."
              .formatted(problems.file(), Format.HEADER_SIZE + Format.FOOTER_SIZE, length));
    }
  }

  /**
   * Reads the end of a file.
   *
   * @param known the header if it was read already, else null
   */
  private static FileEnvelope read(long length, Bytes file, Header known, FileErrors problems)
      throws IOException {
    long footerOffset = length - Format.FOOTER_SIZE;
    byte[] footerBytes = file.read(footerOffset, Format.FOOTER_SIZE);
    Footer footer = Footer.decode(footerBytes, length, problems);
    Section s = footer.properties();
    problems.expectWithin(
        "footer", footerOffset + 72, "bytes of properties", s.size(), Format.MAX_PROPERTIES);
    byte[] text = file.read(s.offset(), (int) s.size());
    problems.expectChecksum(
        "properties", s.offset(), footer.propertiesChecksum(), Checksums.of(text));
    Properties properties = Properties.decode(text, s.offset(), footer.entries() == 0, problems);
    Header header = known == null ? header(properties, s.offset(), file, problems) : known;
    if (properties.header() != null && !properties.header().equals(header.repeated())) {
      throw problems.corrupt(
          "properties",
          s.offset(),
          "the fields of the header, " + header.repeated(),
          properties.header());
    }
    footer.check(header, problems);
    int checksum = Checksums.extend(footer.contentChecksum(), footerBytes);
    FileEnvelope envelope = new FileEnvelope(header, footer, properties, checksum);
    if (footer.isDirect()) {
      envelope.direct(problems); // fails if it cannot be
    }
    return envelope;
  }

  /** The shape of the direct index. The footer must say that there is one. */
  public DirectShape direct(FileErrors problems) {
    return DirectShape.of(header, footer, properties, problems);
  }

  private static Header header(Properties properties, long offset, Bytes file, FileErrors problems)
      throws IOException {
    return properties.header() == null
        ? Header.decode(file.read(0, Format.HEADER_SIZE), problems)
        : Header.ofRepeated(properties.header(), offset, problems);
  }
}
