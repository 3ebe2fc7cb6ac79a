/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.EntryIndex;
import io.indexkv.file.index.Mapping;
import io.indexkv.file.index.RestartPoints;
import java.io.IOException;

/**
 * A file without compression. All of it is mapped or copied to memory, where its entries are read
 * in place.
 */
final class MappedReader extends LocalReader {
  private static final int LINE = 64;

  final MappedData data;

  /** Finds keys until the whole file has been verified. */
  final KeySearch search;

  /** The check of the values; null if they are not checked. */
  private final ValueChecks values;

  /** The fast path for lookups; null until the whole file has been verified. */
  private FastReader verified;

  /** Null until a search in the order of keys needs them. */
  private volatile RestartPoints points;

  /** The reader of a file that has been opened. */
  static MappedReader of(LocalFileOpening file) throws IOException {
    Mapping mapping = file.mapping();
    BlockIndex blocks = file.blocks();
    FileErrors problems = file.problems();
    Header header = file.envelope().header();
    Footer footer = file.envelope().footer();
    MappedData any = new MappedData(mapping, blocks, header, footer, problems);
    new LongEntries(mapping, blocks, any, header.blockShift()).cover();
    MappedData data = any;
    ValueChecks check = null;
    if (file.values() != ValueCheck.ANY) {
      check =
          new ValueChecks(
              mapping, blocks, file.index(), any, file.values(), file.checks(), problems);
      data = new MappedData(mapping, blocks, header, footer, problems, check);
    }
    return new MappedReader(problems, file.envelope(), mapping, blocks, file.index(), data, check);
  }

  private MappedReader(
      FileErrors problems,
      FileEnvelope envelope,
      Mapping mapping,
      BlockIndex blocks,
      EntryIndex index,
      MappedData data,
      ValueChecks values) {
    super(problems, envelope, mapping, blocks, index);
    this.data = data;
    this.values = values;
    search = KeySearch.of(index, data);
  }

  @Override
  MappedData data() {
    return data;
  }

  @Override
  public boolean isMapped() {
    return true;
  }

  @Override
  public RestartPoints restartPoints() {
    ensureOpen();
    RestartPoints known = points;
    if (known == null && blocks.blocks() > 0) {
      synchronized (this) {
        points = known = points == null ? new RestartPoints(blocks) : points;
      }
    }
    return known;
  }

  @Override
  public long touch(long position, int length) {
    long from = data.address(position);
    long s = 0;
    for (int at = 0; at < length && position + at < footer.dataLength(); at += LINE) {
      s += Memory.getByte(from + at);
    }
    return s;
  }

  @Override
  void release() {
    if (points != null) {
      points.close();
    }
  }

  @Override
  public byte[] get(byte[] key, int offset, int length) {
    long position = find(key, offset, length);
    if (position < 0) {
      return null;
    }
    return verified == null ? data.value(position) : value(position, verified.head(length));
  }

  /** A copy of the value of an entry of a verified file. */
  private byte[] value(long position, int head) {
    long entry = verified.address(position);
    long span = verified.span(position, entry, head);
    return Memory.copy(verified.valueAddress(position, entry, span), MappedData.valueLength(span));
  }

  /** A copy of the value of the key of this word, or null if absent. */
  byte[] get(long word) {
    long position = find(word);
    if (position < 0) {
      return null;
    }
    return verified == null ? data.value(position) : value(position, header.keyWidth());
  }

  /** Position of the entry with the key of this word, or -1. */
  private long find(long word) {
    ensureOpen();
    FastReader v = verified();
    if (v != null) {
      return v.find(word);
    }
    byte[] key = bytes(word, header.keyWidth());
    return find(key, 0, key.length);
  }

  /** The bytes of a key of {@code width} bytes with this word. */
  static byte[] bytes(long word, int width) {
    byte[] key = new byte[width];
    for (int i = 0; i < width; i++) {
      key[i] = (byte) (word >>> 8 * i);
    }
    return key;
  }

  @Override
  long find(byte[] key, int offset, int length) {
    beginFind(length);
    FastReader v = verified();
    if (v != null) {
      return v.find(key, offset, length);
    }
    return footer.entries() == 0 ? -1 : search.find(key, offset, length);
  }

  /**
   * Whether all parts of the file that lookups touch have been verified.
   *
   * @throws CorruptFileException if the index does not lead to each entry exactly once
   */
  boolean isVerified() {
    return values == null ? blocks.isComplete() && index.isComplete() : values.isComplete();
  }

  /**
   * The fast path for lookups; null unless the whole file has been verified, and its index is
   * contiguous.
   */
  FastReader verified() {
    if (verified == null && isVerified() && index.isContiguous()) {
      long span = values == null ? 0 : values.commonSpan();
      verified = FastReader.of(header, footer, mapping, index, data, span);
    }
    return verified;
  }

  @Override
  int readBlock(long block, byte[] to) {
    blocks.check(block);
    long start = block << header.blockShift();
    int length = (int) (blocks.end(block) - start);
    mapping.read(start, to, length);
    return length;
  }
}
