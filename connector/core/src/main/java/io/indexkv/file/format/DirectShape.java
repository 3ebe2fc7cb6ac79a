/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

/**
 * What the frame of a file says about its direct index. A key's slot is its number minus {@code
 * first}.
 *
 * @param first number of the smallest key
 * @param slots number of slots: the largest key has the last one
 * @param stride length of each entry in the data space
 * @param lines number of lines; 0 if each slot has an entry
 */
public record DirectShape(long first, long slots, long stride, long lines) {

  /**
   * The shape of a file whose footer says that its index is direct.
   *
   * @throws io.indexkv.error.CorruptFileException if the parts of the frame contradict each other
   */
  static DirectShape of(Header header, Footer footer, Properties keys, FileErrors problems) {
    long at = footer.fileLength() - Format.FOOTER_SIZE;
    long entries = footer.entries();
    int width = header.keyWidth();
    if (width == 0 || width > Format.MAX_DIRECT_WIDTH) {
      throw problems.corrupt("header", 13, "key width 1 to 8 with a direct index", width);
    }
    if (entries == 0) {
      throw problems.corrupt("footer", at + 8, "entries in a file with a direct index", entries);
    }
    long stride = footer.dataLength() / entries;
    long rest = stride & (1L << header.alignmentShift()) - 1;
    if (footer.dataLength() % entries != 0
        || rest != 0
        || stride <= width
        || stride > Format.MAX_ENTRY_LENGTH) {
      throw problems.corrupt(
          "footer",
          at,
          "data of %,d entries of one length".formatted(entries),
          footer.dataLength());
    }
    long first = number(keys.smallestKey(), width, footer, problems);
    long last = number(keys.largestKey(), width, footer, problems);
    long lines = footer.hashIndex().size() >>> Format.BUCKET_SHIFT;
    problems.expect("footer", at + 80, "lines of the direct index", footer.homeBuckets(), lines);
    // a number of slots that needs more than 63 bits is negative, and no number of lines fits it
    long slots = last - first + 1;
    boolean ascend = Long.compareUnsigned(first, last) <= 0;
    long expected = slots == entries ? 0 : Format.lines(slots);
    if (!ascend || slots < entries || expected != lines) {
      throw problems.corrupt(
          "footer",
          at + 40,
          "a direct index for %,d entries from key %s to %s"
              .formatted(entries, Long.toUnsignedString(first), Long.toUnsignedString(last)),
          lines + " lines");
    }
    return new DirectShape(first, slots, stride, lines);
  }

  private static long number(byte[] key, int width, Footer footer, FileErrors problems) {
    problems.expect(
        "properties", footer.properties().offset(), "a key of width", key.length, width);
    return Format.keyNumber(key, 0, width);
  }

  /** Whether some slots have no entry. The index then has lines, which say which ones. */
  public boolean hasGaps() {
    return lines > 0;
  }
}
