/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.bytes.KeyParts;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts a store's keys into slices of about equal bytes, at the beginnings of the files of its
 * largest layer. The same manifest and size give the same slices in every JVM.
 */
public final class KeySlices {
  private final KeyParts parts;

  private KeySlices(KeyParts parts) {
    this.parts = parts;
  }

  /**
   * Cuts slices of up to {@code bytes} each. A slice has at least one file, which may be larger.
   * The bytes of other layers count as if they were spread evenly.
   */
  public static KeySlices of(Manifest manifest, long bytes) {
    List<DataFile> files =
        manifest.layers().stream()
            .map(Layer::files)
            .max(Comparator.comparingLong(KeySlices::bytes))
            .orElse(List.of());
    double share = files.isEmpty() ? 1 : (double) manifest.bytes() / bytes(files);
    List<byte[]> bounds = new ArrayList<>();
    double size = 0;
    for (int i = 0; i < files.size(); i++) {
      double next = files.get(i).info().length() * share;
      if (i > 0 && size + next > bytes) {
        bounds.add(files.get(i).info().smallestKey());
        size = 0;
      }
      size += next;
    }
    return new KeySlices(KeyParts.from(bounds));
  }

  private static long bytes(List<DataFile> files) {
    return files.stream().mapToLong(file -> file.info().length()).sum();
  }

  public int count() {
    return parts.count();
  }

  public KeySlice get(int number) {
    return new KeySlice(
        parts.start(number), number + 1 == count() ? null : parts.start(number + 1));
  }

  /**
   * The number of the slice that holds a key.
   *
   * @param key the key is its first {@code length} bytes
   */
  public int of(byte[] key, int length) {
    return parts.of(key, length);
  }
}
