/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.cursor.MergedCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges layers in key order. For each key it returns what the newest layer that knows the key
 * says: an entry or a deletion.
 */
public final class LayerMerge {
  private final MergedCursor cursor;

  /** Whether each source of the cursor has deleted keys. */
  private final boolean[] deletes;

  private LayerMerge(MergedCursor cursor, boolean[] deletes) {
    this.cursor = cursor;
    this.deletes = deletes;
  }

  /**
   * Merges the keys with from &lt;= key &lt; to, in key order. A null bound means unbounded.
   *
   * @param layers newest first
   */
  static LayerMerge forward(List<OpenLayer> layers, byte[] from, byte[] to) {
    List<EntryCursor> sources = new ArrayList<>();
    for (OpenLayer layer : layers) {
      sources.add(layer.scan(from, to));
      if (layer.hasDeletes()) {
        sources.add(layer.deletes().scan(from, to));
      }
    }
    return new LayerMerge(MergedCursor.forward(sources), deletes(layers, sources.size()));
  }

  /**
   * Merges the keys with from &lt;= key &lt; to, in reverse key order. A null bound means
   * unbounded.
   *
   * @param layers newest first
   */
  static LayerMerge backward(List<OpenLayer> layers, byte[] from, byte[] to) {
    List<EntryCursor> sources = new ArrayList<>();
    for (OpenLayer layer : layers) {
      sources.add(layer.scanBackward(from, to));
      if (layer.hasDeletes()) {
        sources.add(layer.deletes().scanBackward(from, to));
      }
    }
    return new LayerMerge(MergedCursor.backward(sources), deletes(layers, sources.size()));
  }

  private static boolean[] deletes(List<OpenLayer> layers, int sources) {
    boolean[] deletes = new boolean[sources];
    int source = 0;
    for (OpenLayer layer : layers) {
      source++;
      if (layer.hasDeletes()) {
        deletes[source++] = true;
      }
    }
    return deletes;
  }

  public boolean next() {
    return cursor.next();
  }

  /** The cursor, which is at the current key. */
  public MergedCursor current() {
    return cursor;
  }

  /** Whether the current key is deleted. */
  public boolean isDelete() {
    return deletes[cursor.source()];
  }

  /** Place of the layer that has the current key, from 0 for the newest on. */
  int layer() {
    int layer = 0;
    for (int source = 1; source <= cursor.source(); source++) {
      layer += deletes[source] ? 0 : 1;
    }
    return layer;
  }
}
