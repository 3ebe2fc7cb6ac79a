/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.LookupFile;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.StoreFiles;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.index.Faults;
import io.indexkv.file.ordered.Asked;
import io.indexkv.file.ordered.Nearest;
import io.indexkv.store.manifest.DataFile;
import java.util.ArrayList;
import java.util.List;

/**
 * The open files of all layers of a snapshot, as one map. The newest layer that knows a key decides
 * whether the key exists, and which value it has. Thread-safe; does not own the files.
 */
public final class OpenSnapshot implements EntrySource {
  /**
   * Number of keys whose blocks are read together. A cache is likely to hold so many blocks at
   * once.
   */
  private static final int TOGETHER = 128;

  /** Batches from this size on check a file: the check is then a small part of their cost. */
  private static final int MANY = 64;

  /** The layers, newest first. */
  private final List<OpenLayer> layers;

  /**
   * The entries if there is only one layer: its deletes have nothing below them to delete. Null if
   * there are several layers, or its rows have an older schema.
   */
  private final StoreFiles only;

  private final boolean mapped;

  /** The files that are local. */
  private final StoreFileReader[] readers;

  /** Index of the reader that {@link #look} has checked last. */
  private int looked;

  /** Number of entries; -1 until the first call counts them. */
  private volatile long entries = -1;

  OpenSnapshot(List<OpenLayer> layers) {
    this.layers = List.copyOf(layers);
    mapped = layers.stream().allMatch(OpenLayer::isMapped);
    only =
        switch (layers.size()) {
          case 0 -> new StoreFiles(List.of());
          case 1 -> layers.get(0).conversion() == null ? layers.get(0).files() : null;
          default -> null;
        };
    readers =
        files().stream().filter(StoreFileReader.class::isInstance).toArray(StoreFileReader[]::new);
  }

  /** The entries if there is only one layer, whose rows have the schema of the version; or null. */
  StoreFiles only() {
    return only;
  }

  /** A copy of the value of {@code key}, or null if absent. */
  public byte[] get(byte[] key) {
    return get(key, 0, key.length);
  }

  /**
   * A copy of the value of the key in {@code length} bytes from {@code offset} on, or null if
   * absent.
   */
  public byte[] get(byte[] key, int offset, int length) {
    if (only != null) {
      return only.get(key, offset, length);
    }
    for (OpenLayer layer : layers) {
      byte[] value = layer.get(key, offset, length);
      if (value != null || layer.deletes().contains(key, offset, length)) {
        return value;
      }
    }
    return null;
  }

  /**
   * A copy of the value of the key of {@code word}, or null if absent. Call it only if the key
   * width is 1, 2, 4 or 8.
   */
  public byte[] get(long word) {
    if (only != null) {
      return only.get(word);
    }
    for (OpenLayer layer : layers) {
      byte[] value = layer.get(word);
      if (value != null || layer.hasDeletes() && layer.deletes().get(word) != null) {
        return value;
      }
    }
    return null;
  }

  /**
   * Copies of the values of {@code keys} in their order, null where a key is absent. Remote blocks
   * are read together.
   */
  public byte[][] getMany(List<byte[]> keys) {
    byte[][] values = new byte[keys.size()][];
    for (int from = 0; from < values.length; from += TOGETHER) {
      int to = Math.min(from + TOGETHER, values.length);
      prepare(keys.subList(from, to));
      for (int i = from; i < to; i++) {
        values[i] = get(keys.get(i));
      }
    }
    return values;
  }

  public boolean contains(byte[] key, int offset, int length) {
    if (only != null) {
      return only.contains(key, offset, length);
    }
    for (OpenLayer layer : layers) {
      if (layer.files().contains(key, offset, length)) {
        return true;
      }
      if (layer.deletes().contains(key, offset, length)) {
        return false;
      }
    }
    return false;
  }

  /** Whether a layer has an entry of the key, or deletes it. */
  boolean knows(byte[] key) {
    for (OpenLayer layer : layers) {
      if (layer.files().contains(key, 0, key.length)
          || layer.deletes().contains(key, 0, key.length)) {
        return true;
      }
    }
    return false;
  }

  /** Reads the remote blocks together that {@link #knows} needs for some keys. */
  void prepare(List<byte[]> keys) {
    for (OpenLayer layer : layers) {
      layer.files().prepare(keys);
      layer.deletes().prepare(keys);
    }
  }

  /**
   * A lookup of batches. Call it only if {@link #isMapped()}.
   *
   * @param touched offsets in the value that the caller will read after a hit, see {@link
   *     io.indexkv.file.BatchLookup}
   */
  public LayeredLookup lookup(int... touched) {
    return new LayeredLookup(this, only == null ? layers : List.of(), only, touched);
  }

  /** A lookup of the entries next to keys. It works for every snapshot. */
  public OrderedLookup ordered(Nearest nearest, Asked asked) {
    return new OrderedLookup(this, layers, nearest, asked);
  }

  /** A lookup of the longest keys that texts begin with. It works for every snapshot. */
  public PrefixLookup prefixes() {
    return new PrefixLookup(this, ordered(Nearest.FLOOR, Asked.KEYS));
  }

  /** A lookup of runs of entries. It works for every snapshot. */
  public RangeLookup ranges() {
    return new RangeLookup(this, only);
  }

  /** Whether all files are mapped, so that {@link #lookup} works. */
  public boolean isMapped() {
    return mapped;
  }

  /** Scans entries with from &lt;= key &lt; to in key order. A null bound means unbounded. */
  @Override
  public EntryCursor scan(byte[] from, byte[] to) {
    if (only != null) {
      return only.scan(from, to);
    }
    return new LiveCursor(LayerMerge.forward(layers, from, to));
  }

  /**
   * Scans entries with from &lt;= key &lt; to in reverse key order. A null bound means unbounded.
   */
  @Override
  public EntryCursor scanBackward(byte[] from, byte[] to) {
    if (only != null) {
      return only.scanBackward(from, to);
    }
    return new LiveCursor(LayerMerge.backward(layers, from, to));
  }

  /** The listed file with the current entry of a cursor that this snapshot's scans returned. */
  public DataFile fileOf(EntryCursor scan) {
    OpenLayer layer = layers.get(scan instanceof LiveCursor merged ? merged.layer() : 0);
    return layer.fileOf(scan.key());
  }

  /** The listed file with the entry of a key, or null if the key is absent. */
  public DataFile fileOf(byte[] key) {
    for (OpenLayer layer : layers) {
      if (layer.files().contains(key, 0, key.length)) {
        return layer.fileOf(key);
      }
      if (layer.deletes().contains(key, 0, key.length)) {
        return null;
      }
    }
    return null;
  }

  /** Merges all layers: the keys with from &lt;= key &lt; to. A null bound means unbounded. */
  LayerMerge changes(byte[] from, byte[] to) {
    return changes(layers.size(), from, to);
  }

  /**
   * Merges the newest {@code count} layers, for a compaction: the keys with from &lt;= key &lt; to.
   * A null bound means unbounded.
   */
  public LayerMerge changes(int count, byte[] from, byte[] to) {
    return LayerMerge.forward(layers.subList(0, count), from, to);
  }

  /**
   * Number of keys in the version. With several layers the first call counts them: it looks up each
   * key of the newer layers in the oldest.
   */
  public long entries() {
    long count = entries;
    if (count < 0) {
      count = only != null ? only.entries() : count();
      entries = count;
    }
    return count;
  }

  private long count() {
    int oldest = layers.size() - 1;
    StoreFiles base = layers.get(oldest).files();
    LayerMerge newer = changes(oldest, null, null);
    long count = base.entries();
    List<byte[]> keys = new ArrayList<>(TOGETHER);
    while (newer.next()) {
      keys.add(newer.current().key());
      count += newer.isDelete() ? 0 : 1;
      if (keys.size() == TOGETHER) {
        count -= present(keys, base);
        keys.clear();
      }
    }
    return count - present(keys, base);
  }

  private static int present(List<byte[]> keys, StoreFiles files) {
    files.prepare(keys);
    int present = 0;
    for (byte[] key : keys) {
      present += files.contains(key, 0, key.length) ? 1 : 0;
    }
    return present;
  }

  /**
   * Checks after a batch of {@code entries} was read that the files are whole. It checks one file
   * for each {@value #MANY} entries, and other files at the next call. It skips smaller batches.
   *
   * @throws CorruptFileException if a file was cut short; the message has the file's name
   * @throws InternalError if a read of a mapped file failed; the caller replaces it by {@link
   *     #fault}
   */
  public void look(int entries) {
    int checks = Math.min(entries / MANY, readers.length);
    if (checks > 0) {
      // several threads may check the same file
      int next = looked;
      for (int i = 0; i < checks; i++) {
        next = next + 1 < readers.length ? next + 1 : 0;
        readers[next].requireWhole();
      }
      looked = next;
      Faults.settle();
    }
  }

  /**
   * Checks that no mapped file was cut short since it was opened.
   *
   * @throws CorruptFileException if a file was cut short; the message has the file's name
   */
  public void requireWhole() {
    for (StoreFileReader reader : readers) {
      requireWhole(reader);
    }
  }

  private static void requireWhole(StoreFileReader reader) {
    try {
      reader.requireWhole();
      Faults.settle();
    } catch (InternalError e) {
      throw reader.fault(e);
    }
  }

  /**
   * The exception to throw instead of an error with which the JVM reported a failed read of these
   * files.
   *
   * @throws InternalError the error itself, if it is of another kind
   * @throws CorruptFileException if one of the files was cut short
   */
  @Override
  public CorruptFileException fault(InternalError error) {
    if (!Faults.is(error)) {
      throw error;
    }
    requireWhole();
    List<LookupFile> files = files();
    CorruptFileException failure =
        Faults.unexplained(
            files.get(0) + (files.size() > 1 ? " or one of " + (files.size() - 1) + " more" : ""));
    failure.addSuppressed(error);
    return failure;
  }

  /** All files, layer by layer, including those with deleted keys. */
  public List<LookupFile> files() {
    List<LookupFile> files = new ArrayList<>();
    for (OpenLayer layer : layers) {
      files.addAll(layer.files().files());
      files.addAll(layer.deletes().files());
    }
    return files;
  }
}
