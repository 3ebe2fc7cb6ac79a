/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.ordered;

import java.util.Arrays;

/**
 * Asked keys, one after the other in one array. Each has a prefix, which the key of its entry must
 * have, too. For one thread.
 */
public final class KeyBatch {
  private byte[] bytes = new byte[0];
  private int[] ends = new int[0];
  private int[] prefixes = new int[0];
  private int count;

  /**
   * Takes the arrays of a caller, who must not change them during the lookup.
   *
   * @param ends end of each key in {@code bytes}; the first begins at 0
   * @param prefixes number of bytes with which the key of each entry must begin
   */
  public void set(byte[] bytes, int[] ends, int[] prefixes, int count) {
    this.bytes = bytes;
    this.ends = ends;
    this.prefixes = prefixes;
    this.count = count;
  }

  /** Drops all keys. Call it only on a batch that was filled by {@link #add}. */
  public void clear() {
    count = 0;
  }

  /** Adds room for a key of {@code length} bytes. Returns its offset in {@link #bytes()}. */
  public int add(int length, int prefix) {
    int offset = count == 0 ? 0 : ends[count - 1];
    if (count == ends.length) {
      int more = Math.max(64, 2 * count);
      ends = Arrays.copyOf(ends, more);
      prefixes = Arrays.copyOf(prefixes, more);
    }
    if (length > bytes.length - offset) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, offset + length));
    }
    ends[count] = offset + length;
    prefixes[count++] = prefix;
    return offset;
  }

  /** Adds the key in the first {@code length} bytes of an array. */
  public void add(byte[] key, int length, int prefix) {
    int offset = add(length, prefix);
    System.arraycopy(key, 0, bytes, offset, length);
  }

  public int count() {
    return count;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int offset(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  public int length(int i) {
    return ends[i] - offset(i);
  }

  public int prefix(int i) {
    return prefixes[i];
  }
}
