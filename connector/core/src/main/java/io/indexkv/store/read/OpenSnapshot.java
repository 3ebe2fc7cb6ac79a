/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.EntryCursor;
import io.indexkv.file.Faults;
import io.indexkv.file.LookupFile;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.StoreFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * The open files of all layers of a snapshot, looked up as one: of a key, the newest layer that
 * knows it says whether it is there and what its value is. Thread-safe; does not own the files.
 */
public final class OpenSnapshot {
  /** Keys whose blocks are read together: as many as a cache is likely to hold at once. */
  private static final int TOGETHER = 128;

  /** Entries from which on a look at the files is a small part of what the batch costs. */
  private static final int MANY = 64;

  /** Newest first. */
  private final List<OpenLayer> layers;

  /** The entries of the only layer: what it deletes is not there anyway. Null if there are more. */
  private final StoreFiles only;

  private final boolean mapped;

  /** The files that are here. */
  private final StoreFileReader[] readers;

  /** Which of them {@link #lookAtNext} has looked at last. */
  private int looked;

  /** Counted when first asked for; -1 until then. */
  private volatile long entries = -1;

  OpenSnapshot(List<OpenLayer> layers) {
    this.layers = List.copyOf(layers);
    mapped = layers.stream().allMatch(OpenLayer::isMapped);
    only =
        switch (layers.size()) {
          case 0 -> new StoreFiles(List.of());
          case 1 -> layers.get(0).files();
          default -> null;
        };
    readers =
        files().stream().filter(StoreFileReader.class::isInstance).toArray(StoreFileReader[]::new);
  }

  /** The value of KEY, copied, or null if absent. */
  public byte[] get(byte[] key) {
    return get(key, 0, key.length);
  }

  /** The value of the key in these bytes, copied, or null if absent. */
  public byte[] get(byte[] key, int offset, int length) {
    if (only != null) {
      return only.get(key, offset, length);
    }
    for (OpenLayer layer : layers) {
      byte[] value = layer.files().get(key, offset, length);
      if (value != null || layer.deletes().contains(key, offset, length)) {
        return value;
      }
    }
    return null;
  }

  /**
   * The value of the key of this word, copied, or null if absent; only where the key width is 1, 2,
   * 4 or 8.
   */
  public byte[] get(long word) {
    if (only != null) {
      return only.get(word);
    }
    for (OpenLayer layer : layers) {
      byte[] value = layer.files().get(word);
      if (value != null || layer.hasDeletes() && layer.deletes().get(word) != null) {
        return value;
      }
    }
    return null;
  }

  /**
   * The values of KEYS in their order, copied, null where a key is absent. What is far away is read
   * together.
   */
  public byte[][] getMany(List<byte[]> keys) {
    byte[][] values = new byte[keys.size()][];
    for (int from = 0; from < values.length; from += TOGETHER) {
      int to = Math.min(from + TOGETHER, values.length);
      for (OpenLayer layer : layers) {
        layer.files().prepare(keys.subList(from, to));
        layer.deletes().prepare(keys.subList(from, to));
      }
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

  /**
   * A lookup of batches, only where {@link #isMapped()}.
   *
   * @param touched offsets in the value that the caller will read after a hit, see {@link
   *     io.indexkv.file.BatchLookup}
   */
  public LayeredLookup lookup(int... touched) {
    return new LayeredLookup(this, only == null ? layers : List.of(), only, touched);
  }

  /** Whether all files are mapped, so that {@link #lookup} works. */
  public boolean isMapped() {
    return mapped;
  }

  /** Entries with FROM &lt;= key &lt; TO in key order; null means unbounded. */
  public EntryCursor scan(byte[] from, byte[] to) {
    if (only != null) {
      return only.scan(from, to);
    }
    return new LiveCursor(LayerMerge.forward(layers, from, to));
  }

  /** The same entries from the last to the first. */
  public EntryCursor scanBackward(byte[] from, byte[] to) {
    if (only != null) {
      return only.scanBackward(from, to);
    }
    return new LiveCursor(LayerMerge.backward(layers, from, to));
  }

  /** What the newest COUNT layers say of the keys from FROM to TO (excluded), for a compaction. */
  public LayerMerge changes(int count, byte[] from, byte[] to) {
    return LayerMerge.forward(layers.subList(0, count), from, to);
  }

  /**
   * Number of keys that are there. With several layers they are counted by the first call, which
   * looks for each key of the newer layers in the oldest.
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
   * After a batch of so many entries was read: fails if anything of it is gone. Of several files it
   * looks at another one each time, to see whether that was cut short. A small batch is not worth a
   * look.
   *
   * @throws CorruptFileException with the file's name
   * @throws InternalError to be replaced by {@link #fault}
   */
  public void look(int entries) {
    if (entries >= MANY && readers.length > 0) {
      // threads may look at the same one
      int next = looked + 1 < readers.length ? looked + 1 : 0;
      looked = next;
      readers[next].requireWhole();
      Faults.settle();
    }
  }

  /**
   * Fails if any of the files that are mapped was cut short since it was opened.
   *
   * @throws CorruptFileException with the file's name
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
   * What to throw in place of an error that the JVM has thrown for a read of these files.
   *
   * @throws InternalError the error itself, if it is of another kind
   * @throws CorruptFileException if one of the files was cut short
   */
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

  /** All files, layer by layer, those with deleted keys included. */
  public List<LookupFile> files() {
    List<LookupFile> files = new ArrayList<>();
    for (OpenLayer layer : layers) {
      files.addAll(layer.files().files());
      files.addAll(layer.deletes().files());
    }
    return files;
  }
}
