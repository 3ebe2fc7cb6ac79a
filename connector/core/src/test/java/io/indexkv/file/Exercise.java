/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.ordered.Asked;
import io.indexkv.file.ordered.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Does everything that can be done with a file that may be bad; only the two errors of bad files
 * may come out.
 */
final class Exercise {
  private static final int SMALL_STRIDE_SHIFT = 12;

  /** Small, so that it evicts. */
  private static final BlockCache CACHE = new BlockCache(64 << 10);

  private Exercise() {}

  private static StoreFileReader open(Path path) throws IOException {
    return StoreFileReader.open(
        path, ReaderOptions.defaults().cache(() -> CACHE).strideShift(SMALL_STRIDE_SHIFT));
  }

  /**
   * The values of {@code keys}, in order; null for an absent key. Throws if the reader finds
   * damage.
   */
  static List<byte[]> gets(Path path, Set<byte[]> keys) throws IOException {
    try (StoreFileReader file = open(path)) {
      List<byte[]> values = new ArrayList<>();
      keys.forEach(k -> values.add(file.get(k)));
      return values;
    }
  }

  static List<byte[]> batch(Path path, Set<byte[]> keys) throws IOException {
    try (StoreFileReader file = open(path)) {
      StoreFiles files = new StoreFiles(List.of(file));
      if (file.codec() != Codec.NONE) {
        return gets(path, keys);
      }
      int n = keys.size();
      long[] addresses = new long[n];
      int[] lengths = new int[n];
      if (files.hasWords()) {
        long[] words = keys.stream().mapToLong(TestFile::word).toArray();
        BatchLookup lookup = new BatchLookup(files, 0);
        lookup.find(words, n, addresses, lengths);
        lookup.find(words, n, addresses, lengths); // by the fast path, if all is verified now
      } else {
        int[] ends = new int[n];
        int end = 0;
        byte[] all = new byte[keys.stream().mapToInt(k -> k.length).sum()];
        int i = 0;
        for (byte[] k : keys) {
          System.arraycopy(k, 0, all, end, k.length);
          end += k.length;
          ends[i++] = end;
        }
        BatchLookup lookup = new BatchLookup(files, 0);
        lookup.find(all, ends, n, addresses, lengths);
        lookup.find(all, ends, n, addresses, lengths);
      }
      List<byte[]> values = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        values.add(addresses[i] == 0 ? null : Memory.copy(addresses[i], lengths[i]));
      }
      return values;
    }
  }

  /** The same as {@link #gets} of a file that is read by ranges. */
  static List<byte[]> farGets(Path path, Set<byte[]> keys) throws IOException {
    RangedBytes bytes = new RangedBytes(path.toString(), Files.readAllBytes(path));
    try (StoreFileReader file = StoreFileReader.open(bytes, CACHE, ValueCheck.ANY)) {
      List<byte[]> values = new ArrayList<>();
      file.prepare(keys);
      keys.forEach(k -> values.add(file.get(k)));
      return values;
    }
  }

  static List<byte[]> scan(Path path) throws IOException {
    try (StoreFileReader file = open(path)) {
      List<byte[]> values = new ArrayList<>();
      EntryCursor cursor = file.scan();
      while (cursor.next()) {
        values.add(cursor.value());
      }
      return values;
    }
  }

  /** The same values as {@link #scan}, in the same order, but read from the last to the first. */
  static List<byte[]> scanBackward(Path path) throws IOException {
    try (StoreFileReader file = open(path)) {
      List<byte[]> values = new ArrayList<>();
      EntryCursor cursor = file.scanBackward(null, null);
      while (cursor.next()) {
        values.add(cursor.value());
      }
      Collections.reverse(values);
      return values;
    }
  }

  /**
   * The values of {@code keys}, in order, each found as the last up to a key or the first from it.
   */
  static List<byte[]> neighbours(Path path, Set<byte[]> keys, Nearest nearest) throws IOException {
    try (StoreFileReader file = open(path)) {
      return Neighbours.of(file, nearest, Asked.KEYS, List.copyOf(keys));
    }
  }

  static void verify(Path path) throws IOException {
    try (StoreFileReader file = open(path)) {
      file.verify();
    }
  }
}
