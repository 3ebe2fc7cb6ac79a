/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.cursor.FilesCursor;
import io.indexkv.file.format.Format;
import io.indexkv.file.index.KeyRoutes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Open store files with disjoint, ascending key ranges, in which keys are looked up as in one file.
 * Thread-safe. It does not own the files.
 */
public final class StoreFiles {
  private final List<? extends LookupFile> files;
  private final LookupFile[] lookups;

  /** The same as {@code lookups} if all files are mapped, else null. */
  private final MappedReader[] readers;

  private final KeyRoutes routes;
  private final int keyWidth;
  private final long entries;

  /** Whether all files are local, so that nothing is gained by preparing lookups. */
  private final boolean local;

  /**
   * The files as one.
   *
   * @throws IllegalArgumentException if the files' key ranges overlap or are out of order, or their
   *     key widths differ
   */
  public StoreFiles(List<? extends LookupFile> files) {
    this.files = List.copyOf(files);
    lookups = files.stream().filter(f -> f.info().entries() > 0).toArray(LookupFile[]::new);
    local = files.stream().allMatch(LocalReader.class::isInstance);
    readers =
        files.stream().allMatch(MappedReader.class::isInstance)
            ? Arrays.copyOf(lookups, lookups.length, MappedReader[].class)
            : null;
    keyWidth = files.isEmpty() ? 0 : files.get(0).keyWidth();
    entries = files.stream().mapToLong(f -> f.info().entries()).sum();
    byte[][] smallest = new byte[lookups.length][];
    for (int i = 0; i < lookups.length; i++) {
      smallest[i] = lookups[i].info().smallestKey();
      if (i > 0 && Arrays.compareUnsigned(lookups[i - 1].info().largestKey(), smallest[i]) >= 0) {
        throw new IllegalArgumentException(
            "key ranges of "
                + lookups[i - 1]
                + " and "
                + lookups[i]
                + " overlap or are out of order");
      }
    }
    for (LookupFile f : files) {
      if (f.keyWidth() != keyWidth) {
        throw new IllegalArgumentException(
            "%s has keys of width %d, %s of %d".formatted(f, f.keyWidth(), files.get(0), keyWidth));
      }
    }
    routes = new KeyRoutes(smallest, keyWidth);
  }

  /** All files, with those that have no entries. */
  public List<? extends LookupFile> files() {
    return files;
  }

  /** Number of bytes of every key, or 0 if keys vary in length or there is no file. */
  public int keyWidth() {
    return keyWidth;
  }

  public long entries() {
    return entries;
  }

  /** A copy of the value of {@code key}, or null if absent. */
  public byte[] get(byte[] key) {
    return get(key, 0, key.length);
  }

  /** A copy of the value of the key in these bytes, or null if absent. */
  public byte[] get(byte[] key, int offset, int length) {
    int file = route(key, offset, length);
    return file < 0 ? null : lookups[file].get(key, offset, length);
  }

  /**
   * A copy of the value of the key of this word, or null if absent. The key width must be 1, 2, 4
   * or 8.
   */
  public byte[] get(long word) {
    if (readers == null) {
      return get(MappedReader.bytes(word, keyWidth));
    }
    return readers.length == 0 ? null : readers[route(word)].get(word);
  }

  public boolean contains(byte[] key, int offset, int length) {
    int file = route(key, offset, length);
    return file >= 0 && lookups[file].contains(key, offset, length);
  }

  /** Announces lookups of these keys. Each remote file reads their blocks together. */
  public void prepare(Collection<byte[]> keys) {
    if (local) {
      return;
    }
    Map<LookupFile, List<byte[]>> routed = new LinkedHashMap<>();
    for (byte[] key : keys) {
      int file = route(key, 0, key.length);
      if (file >= 0) {
        routed.computeIfAbsent(lookups[file], f -> new ArrayList<>()).add(key);
      }
    }
    routed.forEach(LookupFile::prepare);
  }

  /** Whether all files are mapped, so that {@link BatchLookup} and words work. */
  public boolean isMapped() {
    return readers != null;
  }

  /**
   * The fast readers of the files that have entries; null if not all files are verified yet. The
   * array is one of {@link HashReader} if no file has a direct index.
   */
  FastReader[] verified() {
    for (MappedReader reader : readers) {
      if (reader.verified() == null) {
        return null;
      }
    }
    return Arrays.stream(readers)
        .map(MappedReader::verified)
        .toArray(hasDirect() ? FastReader[]::new : HashReader[]::new);
  }

  /**
   * Entries in key order, from {@code from} (inclusive) to {@code to} (exclusive). Null means
   * unbounded.
   */
  public EntryCursor scan(byte[] from, byte[] to) {
    int first = firstFile(from);
    int last = lastFile(to);
    return first == last
        ? lookups[first].scan(from, to)
        : new FilesCursor(
            IntStream.rangeClosed(first, last).mapToObj(i -> lookups[i].scan(from, to)).iterator());
  }

  /**
   * Entries in descending key order, between {@code from} (inclusive) and {@code to} (exclusive).
   * Null means unbounded.
   */
  public EntryCursor scanBackward(byte[] from, byte[] to) {
    int first = firstFile(from);
    int last = lastFile(to);
    return new FilesCursor(
        IntStream.rangeClosed(first, last)
            .map(i -> first + last - i)
            .mapToObj(i -> lookups[i].scanBackward(from, to))
            .iterator());
  }

  private int firstFile(byte[] from) {
    return from == null ? 0 : Math.max(0, route(from, 0, from.length));
  }

  private int lastFile(byte[] to) {
    return to == null ? lookups.length - 1 : route(to, 0, to.length);
  }

  /** Whether keys can be looked up as words: their width is 1, 2, 4 or 8. */
  boolean hasWords() {
    return Format.isWord(keyWidth);
  }

  /** Whether a file has a direct index. All files must be mapped. */
  boolean hasDirect() {
    return Arrays.stream(readers).anyMatch(reader -> reader.footer.isDirect());
  }

  void checkWidth(int keyLength) {
    if (keyWidth > 0 && keyLength != keyWidth) {
      readers[0].checkWidth(keyLength);
    }
  }

  /** Number of the files that have entries. */
  public int count() {
    return lookups.length;
  }

  /** One of the files that have entries, in the order of their keys. */
  public LookupFile file(int i) {
    return lookups[i];
  }

  MappedReader reader(int file) {
    return readers[file];
  }

  /** Index of the file that may hold a key, among the files with entries, or -1. */
  public int route(byte[] key, int offset, int length) {
    return routes.of(key, offset, length);
  }

  /** Index of the file that may hold the key of a word; 0 if all files' keys are larger. */
  int route(long word) {
    return routes.of(word);
  }
}
