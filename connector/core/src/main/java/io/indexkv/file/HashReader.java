/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.XxHash64;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.index.HashIndex;
import io.indexkv.file.index.Mapping;

/** Finds keys by the hash index. */
final class HashReader extends FastReader {
  private final HashIndex hashIndex;
  private final long homeBuckets;
  private final long indexAddress;
  private final long indexEnd;
  private final int slots;
  private final int positionWidth;
  private final long positionMask;
  private final int alignmentShift;

  /** Call it only if the file has been verified, and its hash index is contiguous. */
  HashReader(Header header, Footer footer, Mapping mapping, HashIndex hashIndex, MappedData data) {
    super(header, footer, mapping, data);
    this.hashIndex = hashIndex;
    homeBuckets = footer.homeBuckets();
    indexAddress = hashIndex.contiguousAddress();
    indexEnd = indexAddress + footer.hashIndex().size();
    positionWidth = footer.positionWidth();
    slots = Format.slots(positionWidth);
    positionMask = (1L << 8 * positionWidth) - 1;
    alignmentShift = header.alignmentShift();
  }

  /** Address of the cache line of a hash's home bucket. */
  long line(long hash) {
    return indexAddress + (Format.homeBucket(hash, homeBuckets) << Format.BUCKET_SHIFT);
  }

  /** The slots of a line that may have the hash, as one bit for each slot. */
  static int matches(long line, long hash) {
    return HashIndex.matches(line, Memory.getByte(line + Format.BUCKET_USED), hash);
  }

  /** The line in which an overflowing line continues. */
  long nextLine(long line) {
    if (line + Format.BUCKET_SIZE >= indexEnd) {
      hashIndex.expectNext((line - indexAddress) >>> Format.BUCKET_SHIFT);
    }
    return line + Format.BUCKET_SIZE;
  }

  /** Position of the entry of the first slot that fits; any position if none fits. */
  long position(long line, int fits) {
    int slot = Integer.numberOfTrailingZeros(fits | 1 << slots - 1);
    long at = line + slots + slot * positionWidth;
    long position = (Memory.getLong(at) & positionMask) << alignmentShift;
    if (position >= dataLength) {
      data.touch(position, 1); // throws the error that describes the damage
    }
    return position;
  }

  @Override
  long find(long word) {
    long hash = XxHash64.hash(word, keyWidth);
    long line = line(hash);
    while (true) {
      for (int fits = matches(line, hash); fits != 0; fits &= fits - 1) {
        long position = position(line, fits);
        if (head(address(position), word) >= 0) {
          return position;
        }
      }
      if (!HashIndex.overflows(line)) {
        return -1;
      }
      line = nextLine(line);
    }
  }

  @Override
  long find(byte[] key, int offset, int length) {
    long hash = XxHash64.hash(key, offset, length);
    long line = line(hash);
    while (true) {
      for (int fits = matches(line, hash); fits != 0; fits &= fits - 1) {
        long position = position(line, fits);
        if (head(position, address(position), key, offset, length) >= 0) {
          return position;
        }
      }
      if (!HashIndex.overflows(line)) {
        return -1;
      }
      line = nextLine(line);
    }
  }
}
