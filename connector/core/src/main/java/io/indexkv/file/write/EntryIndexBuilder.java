/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.write;

import io.indexkv.file.bytes.XxHash64;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.HashIndexFill;
import java.io.IOException;

/**
 * Builds the index of a file. It collects for a direct index as long as the entries allow one, and
 * for a hash index from then on.
 */
final class EntryIndexBuilder {
  private final HashIndexBuilder hash;
  private final HashIndexFill fill;
  private final int minPositionWidth;
  private final int alignmentShift;
  private final byte[] scratch;
  private long hashed;

  /** Null from the first entry on with which the index cannot be direct. */
  private DirectIndexBuilder direct;

  /**
   * An index without entries.
   *
   * @param keyWidth number of bytes of every key, or 0 if keys vary in length
   * @param hashOnly whether the index is a hash index, whatever the entries
   */
  EntryIndexBuilder(
      int keyWidth,
      int alignmentShift,
      HashIndexFill fill,
      int minPositionWidth,
      boolean hashOnly) {
    this.fill = fill;
    this.minPositionWidth = minPositionWidth;
    this.alignmentShift = alignmentShift;
    hash = new HashIndexBuilder(alignmentShift);
    boolean possible = !hashOnly && keyWidth > 0 && keyWidth <= Format.MAX_DIRECT_WIDTH;
    direct = possible ? new DirectIndexBuilder() : null;
    scratch = new byte[possible ? keyWidth : 0];
  }

  /** Adds the entry at {@code position}, which is behind all others. */
  void add(byte[] key, int offset, int length, long position) {
    if (direct != null) {
      if (direct.add(Format.keyNumber(key, offset, length), position)) {
        return;
      }
      fallBack();
    }
    addHash(key, offset, length, position);
  }

  private void addHash(byte[] key, int offset, int length, long position) {
    hash.add(XxHash64.hash(key, offset, length), position);
    hashed++;
  }

  private void fallBack() {
    direct.replay(
        (number, position) -> {
          long rest = number;
          for (int i = scratch.length - 1; i >= 0; i--) {
            scratch[i] = (byte) rest;
            rest >>>= Byte.SIZE;
          }
          addHash(scratch, 0, scratch.length, position);
        });
    direct = null;
  }

  /** Decides for one kind of index. The entries take {@code dataLength} bytes. */
  void end(long dataLength) {
    if (direct != null && !direct.isRight(dataLength)) {
      fallBack();
    }
  }

  /**
   * Whether the index may become a direct one, as far as the entries so far tell. If not, it never
   * will, because the header says so.
   */
  boolean mayBeDirect() {
    if (direct != null && !direct.isLikely()) {
      fallBack();
    }
    return direct != null;
  }

  /** Number of home buckets of a hash index, or of lines of a direct one. */
  long homeLines(long dataLength) {
    return direct == null ? homeBuckets(hashed, dataLength) : direct.lines();
  }

  /** The number of home lines that the index has at least if it ends now. */
  long minHomeLines(long dataLength) {
    return direct == null
        ? homeBuckets(hashed, dataLength)
        : Math.min(homeBuckets(direct.entries(), dataLength), direct.lines());
  }

  private long homeBuckets(long entries, long dataLength) {
    return fill.homeBuckets(entries, Format.slots(hashPositionWidth(dataLength)));
  }

  private int hashPositionWidth(long dataLength) {
    return Math.max(minPositionWidth, Format.positionWidth(dataLength, alignmentShift));
  }

  /** The position width that the footer gives. */
  int positionWidth(long dataLength) {
    return direct == null ? hashPositionWidth(dataLength) : Format.NO_POSITION;
  }

  /** Writes the index and forgets the entries. */
  void write(IndexPages out, long dataLength) throws IOException {
    if (direct == null) {
      hash.write(out, positionWidth(dataLength), fill);
    } else {
      direct.write(out);
    }
    out.finish();
  }
}
