/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.cursor.MergedCursor;

/** The entries of merged layers, without those that a newer layer has deleted. */
final class LiveCursor implements EntryCursor {
  private final LayerMerge layers;
  private final MergedCursor merged;

  LiveCursor(LayerMerge layers) {
    this.layers = layers;
    merged = layers.current();
  }

  @Override
  public boolean next() {
    while (layers.next()) {
      if (!layers.isDelete()) {
        return true;
      }
    }
    return false;
  }

  /** Place of the layer with the current entry, from 0 for the newest on. */
  int layer() {
    return layers.layer();
  }

  @Override
  public void requireWhole() {
    merged.requireWhole();
  }

  @Override
  public long keyAddress() {
    return merged.keyAddress();
  }

  @Override
  public int keyLength() {
    return merged.keyLength();
  }

  @Override
  public long valueAddress() {
    return merged.valueAddress();
  }

  @Override
  public int valueLength() {
    return merged.valueLength();
  }

  @Override
  public byte[] key() {
    return merged.key();
  }

  @Override
  public byte[] value() {
    return merged.value();
  }
}
