/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The set of entries in the stores.
 *
 * @param entries number of entries
 */
public record Dataset(KeyKind keys, long entries) {
  public Dataset {
    if (entries < 8 || entries > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("entries: expected 8 to 2^31 - 9, found " + entries);
    }
  }

  /** The entries in key order. */
  public Entries sorted() {
    long[] ids = ids();
    Arrays.parallelSort(ids);
    return new Entries(keys, ids, Order.SORTED);
  }

  /** The entries in an order without pattern, the same each time. */
  public Entries unsorted() {
    long[] ids = ids();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = ids.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      long id = ids[i];
      ids[i] = ids[j];
      ids[j] = id;
    }
    return new Entries(keys, ids, Order.UNSORTED);
  }

  private long[] ids() {
    long[] ids = new long[(int) entries];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = keys.id(i);
    }
    return ids;
  }

  /** The sum that a scan of all entries must give. */
  public long scanDigest() {
    Values values = new Values();
    byte[] key = new byte[keys.width()];
    long sum = 0;
    for (long i = 0; i < entries; i++) {
      long id = keys.id(i);
      if (!keys.isInteger()) {
        keys.encode(id, key);
      }
      sum += keys.digest(id, key) + values.digest(id);
    }
    return sum;
  }

  /** Cache size for stores that decompress: large enough for everything. */
  public long cacheBytes() {
    return entries * 256;
  }

  /** Size of all keys and values, in bytes. */
  public long rawBytes() {
    Values values = new Values();
    long sum = entries * keys.width();
    for (long i = 0; i < entries; i++) {
      sum += values.make(keys.id(i));
    }
    return sum;
  }

  /** The name of the set's directory. */
  @Override
  public String toString() {
    return keys + "-" + entries;
  }
}
