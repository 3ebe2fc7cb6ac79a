/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.LookupFile;
import io.indexkv.file.PositionCursor;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.StoreFiles;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.Faults;
import java.util.Arrays;

/**
 * Counts the keys between two bounds. In a file of a single layer, the positions of both bounds
 * tell the number if all entries have the same length. Otherwise it walks the entries between the
 * bounds, or those outside of them if these are fewer bytes. It merges several layers and walks
 * them. Not thread-safe.
 *
 * @param values whether all values have the same length, which the schema of the store tells
 * @param meanwhile called now and then during a walk, to check whether the count is still wanted
 */
public record KeyCount(OpenSnapshot files, Values values, Runnable meanwhile) {
  /** After so many keys a walk checks that the files are whole and the count is still wanted. */
  private static final int CHECKED = 4096;

  /** The lengths of a store's values. */
  public enum Values {
    OF_ONE_LENGTH,
    OF_ANY_LENGTH
  }

  /** Number of keys with from &lt;= key &lt; to. A null bound means unbounded. */
  public long between(byte[] from, byte[] to) {
    StoreFiles only = files.only();
    if (only == null) {
      return walk(files.scan(from, to));
    }
    int first = from == null ? 0 : Math.max(0, only.route(from, 0, from.length));
    int last = to == null ? only.count() - 1 : only.route(to, 0, to.length);
    long count = 0;
    for (int i = first; i <= last; i++) {
      count += between(only.file(i), from, to);
    }
    return count;
  }

  private long between(LookupFile file, byte[] from, byte[] to) {
    StoreFileInfo info = file.info();
    boolean wholeBeginning = from == null || Arrays.compareUnsigned(from, info.smallestKey()) <= 0;
    boolean wholeEnd = to == null || Arrays.compareUnsigned(info.largestKey(), to) < 0;
    if (wholeBeginning && wholeEnd) {
      return info.entries();
    }
    StoreFileReader reader = file.reader();
    long length = reader.dataLength();
    long begin = wholeBeginning ? 0 : position(reader, from);
    long end = wholeEnd ? length : position(reader, to);
    if (end <= begin) {
      return 0;
    }
    long entry = length / info.entries();
    if (isEven(reader, info.entries(), entry) && begin % entry == 0 && end % entry == 0) {
      return (end - begin) / entry;
    }
    if (end - begin <= length / 2) {
      return walk(reader.scan(from, to));
    }
    return info.entries()
        - (wholeBeginning ? 0 : walk(reader.scan(null, from)))
        - (wholeEnd ? 0 : walk(reader.scan(to, null)));
  }

  /** Whether all entries of the file have this length. */
  private boolean isEven(StoreFileReader file, long entries, long length) {
    return values == Values.OF_ONE_LENGTH
        && file.keyWidth() > 0
        && length > 0
        && length * entries == file.dataLength();
  }

  /** Position of the first entry whose key is not below a key; the data length if there is none. */
  private static long position(StoreFileReader file, byte[] key) {
    BlockIndex blocks = file.blocks();
    long block = blocks.search(key);
    PositionCursor cursor = file.seeker();
    cursor.seek(blocks.firstEntryFrom(block));
    boolean found = cursor.next();
    if (found) {
      blocks.expectKey(block, cursor.keyAddress(), cursor.keyLength());
    }
    while (found && Memory.compare(cursor.keyAddress(), cursor.keyLength(), key, key.length) < 0) {
      found = cursor.next();
    }
    cursor.requireWhole();
    Faults.settle();
    return found ? cursor.position() : file.dataLength();
  }

  private long walk(EntryCursor keys) {
    long count = 0;
    while (keys.next()) {
      if (++count % CHECKED == 0) {
        keys.requireWhole();
        Faults.settle();
        meanwhile.run();
      }
    }
    keys.requireWhole();
    Faults.settle();
    return count;
  }
}
