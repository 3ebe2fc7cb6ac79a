/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.write;

import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.bytes.Checksums;
import io.indexkv.file.bytes.Excerpt;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.format.CountingOutput;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.HashIndexFill;
import io.indexkv.file.format.Properties;
import io.indexkv.file.format.Section;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.file.format.StoreFileOptions;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes one store file, strictly forward, from entries in strictly increasing key order. {@link
 * #finish()} publishes the file; {@link #close()} without it abandons the file. Keeps about 16
 * bytes for each entry on the heap until it is finished, or a few bits if its index can be direct.
 * Not thread-safe.
 */
public final class StoreFileWriter implements EntrySink, Closeable {
  private static final int SHORT_KEY = 32;

  private final CountingOutput out;
  private final StoreFileOptions options;
  private final BlockWriter blocks;
  private final EntryIndexBuilder index;

  /** Room for two lengths, a short key and zeros. */
  private final byte[] scratch = new byte[SHORT_KEY + 32];

  private byte[] smallestKey;
  private long entries;
  private boolean finished;

  /** Begins the file in {@code out}. The writer owns the output and closes it. */
  public StoreFileWriter(Output out, StoreFileOptions options) throws IOException {
    this(
        out,
        options,
        HashIndexFill.of(options.compression().codec()),
        Format.NARROW_POSITION,
        false);
  }

  /**
   * Begins the file in {@code out} with a hash index and a fill of it that the writer would not
   * choose. Readers read any fill. The writer owns the output and closes it.
   */
  public StoreFileWriter(
      Output out, StoreFileOptions options, HashIndexFill fill, int minPositionWidth)
      throws IOException {
    this(out, options, fill, minPositionWidth, true);
  }

  private StoreFileWriter(
      Output out,
      StoreFileOptions options,
      HashIndexFill fill,
      int minPositionWidth,
      boolean hashOnly)
      throws IOException {
    this.out = new CountingOutput(out);
    this.options = options;
    index =
        new EntryIndexBuilder(
            options.keyWidth(), options.alignmentShift(), fill, minPositionWidth, hashOnly);
    try {
      blocks =
          new BlockWriter(
              new StoredBlockWriter(this.out, options, index::mayBeDirect), options.blockShift());
    } catch (RuntimeException | Error e) {
      out.close(); // the caller gets no writer that could close it
      throw e;
    }
  }

  /**
   * Adds an entry.
   *
   * @throws DuplicateKeyException if the key equals the one before
   * @throws IllegalArgumentException if the key is smaller than the one before, has the wrong
   *     width, or the entry is too long
   */
  @Override
  public void add(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength)
      throws IOException {
    begin(key, keyOffset, keyLength, valueLength);
    blocks.write(value, valueOffset, valueLength);
    end();
  }

  /** Begins an entry whose value of {@code valueLength} bytes follows in pieces. */
  public void begin(byte[] key, int keyOffset, int keyLength, int valueLength) throws IOException {
    if (finished) {
      throw new IllegalStateException(out.location() + ": the file is finished");
    }
    checkKey(key, keyOffset, keyLength);
    int alignment = options.alignment();
    int varints = Format.varintLength(valueLength);
    if (options.keyWidth() == 0) {
      varints += Format.varintLength(keyLength);
    }
    long head = Format.alignUp((long) varints + keyLength, alignment);
    if (Format.alignUp(head + valueLength, alignment) > Format.MAX_ENTRY_LENGTH) {
      throw new IllegalArgumentException(
          "%s: entry %,d has a key of %,d and a value of %,d bytes; key and value together must stay below 2 GiB (2^31 - 1 bytes with their lengths)"
              .formatted(out.location(), entries, keyLength, valueLength));
    }
    long position = blocks.position();
    if (position >>> options.alignmentShift() >= 1L << Format.MAX_POSITION_BITS) {
      throw new IllegalStateException(
          "%s: a store file holds at most 2^%d bytes of entries; start another one"
              .formatted(out.location(), Format.MAX_POSITION_BITS + options.alignmentShift()));
    }
    blocks.startEntry(key, keyOffset, keyLength);
    writeHead(key, keyOffset, keyLength, valueLength);
    index.add(key, keyOffset, keyLength, position);
    if (entries++ == 0) {
      smallestKey = blocks.lastKey();
    }
  }

  public void append(byte[] value, int offset, int length) throws IOException {
    blocks.write(value, offset, length);
  }

  public void end() throws IOException {
    pad(0);
  }

  private void checkKey(byte[] key, int offset, int length) {
    if (options.keyWidth() > 0 && length != options.keyWidth()) {
      throw new IllegalArgumentException(
          "%s: entry %,d has a key of %d bytes, expected %d"
              .formatted(out.location(), entries, length, options.keyWidth()));
    }
    if (length > Format.MAX_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "%s: entry %,d has a key of %,d bytes, the limit is %,d; use a hash of it as the key"
              .formatted(out.location(), entries, length, Format.MAX_KEY_LENGTH));
    }
    if (entries == 0) {
      return;
    }
    int order = blocks.compareWithLast(key, offset, length);
    if (order == 0) {
      throw new DuplicateKeyException(
          "%s: entry %,d has the same key as the one before: %s"
              .formatted(out.location(), entries, hex(key, offset, length)));
    }
    if (order < 0) {
      throw new IllegalArgumentException(
          "%s: entry %,d is out of order: key %s after %s; sort the entries by unsigned key bytes"
              .formatted(
                  out.location(),
                  entries,
                  hex(key, offset, length),
                  Excerpt.hex(blocks.lastKey())));
    }
  }

  private static String hex(byte[] key, int offset, int length) {
    return Excerpt.hex(Arrays.copyOfRange(key, offset, offset + length));
  }

  /** Writes what is before the value; in one piece if the key is short, because that is faster. */
  private void writeHead(byte[] key, int keyOffset, int keyLength, int valueLength)
      throws IOException {
    int n = options.keyWidth() == 0 ? varint(0, keyLength) : 0;
    if (keyLength <= SHORT_KEY) {
      System.arraycopy(key, keyOffset, scratch, n, keyLength);
      n += keyLength;
    } else {
      blocks.write(scratch, 0, n);
      blocks.write(key, keyOffset, keyLength);
      n = 0;
    }
    pad(varint(n, valueLength));
  }

  /** Puts a number into the scratch at {@code at}. Returns the end of it. */
  private int varint(int at, int value) {
    int n = at;
    int v = value;
    for (; v > 0x7F; v >>>= 7) {
      scratch[n++] = (byte) (v | 0x80);
    }
    scratch[n++] = (byte) v;
    return n;
  }

  /** Writes the first {@code length} bytes of the scratch, and zeros up to the next alignment. */
  private void pad(int length) throws IOException {
    int end = length + (int) (-(blocks.position() + length) & (options.alignment() - 1));
    for (int i = length; i < end; i++) {
      scratch[i] = 0;
    }
    blocks.write(scratch, 0, end);
  }

  /** Minimum length of the file if it were finished now, for writers with a target size. */
  public long length() {
    long lines = index.minHomeLines(blocks.position());
    return blocks.storedLength() + (lines << Format.BUCKET_SHIFT) + Format.FOOTER_SIZE;
  }

  public long entries() {
    return entries;
  }

  /** Completes and publishes the file. */
  public StoreFileInfo finish() throws IOException {
    if (finished) {
      throw new IllegalStateException(out.location() + ": the file is finished");
    }
    finished = true;
    final long dataLength = blocks.position();
    index.end(dataLength);
    blocks.finish();
    final long dataEnd = out.length();
    byte[] blocksAndKeys = blocks.index();
    final Section blockIndex = out.section(blocksAndKeys);
    out.align();
    final long linesStart = out.length();
    IndexPages pages = new IndexPages(out);
    index.write(pages, dataLength);
    final Section lines = new Section(linesStart, out.length() - linesStart);
    byte[] checksums = pages.checksums();
    final Section hashChecksums = out.section(checksums);
    byte[] largestKey = entries == 0 ? null : blocks.lastKey();
    byte[] properties =
        new Properties(smallestKey, largestKey, options.properties())
            .with(blocks.header())
            .encode();
    final Section propertiesSection = out.section(properties);
    out.align();
    Footer footer =
        new Footer(
            dataLength,
            entries,
            blockIndex,
            lines,
            hashChecksums,
            propertiesSection,
            index.homeLines(dataLength),
            out.length() + Format.FOOTER_SIZE,
            Checksums.of(blocksAndKeys),
            Checksums.of(checksums),
            Checksums.of(properties),
            out.checksum(),
            (int) (blockIndex.offset() - dataEnd),
            index.positionWidth(dataLength));
    out.write(footer.encode(), 0, Format.FOOTER_SIZE);
    out.finish();
    return new StoreFileInfo(
        out.length(), out.checksum(), entries, smallestKey, largestKey, footer.inflatedLength());
  }

  /** Abandons the file unless {@link #finish()} has returned. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
