/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import java.util.List;
import java.util.stream.Stream;

/**
 * The files that one commit added: entries, and keys that it deleted. The files of each kind are in
 * key order and their key ranges do not overlap. No key is in both kinds.
 *
 * @param files store files with the entries
 * @param deletes store files with the keys that this layer deletes from the layers below; their
 *     values are empty
 */
public record Layer(List<DataFile> files, List<DataFile> deletes) {
  public Layer {
    files = List.copyOf(files);
    deletes = List.copyOf(deletes);
  }

  /** A layer that has entries and deletes no key. */
  public static Layer of(List<DataFile> files) {
    return new Layer(files, List.of());
  }

  public boolean isEmpty() {
    return files.isEmpty() && deletes.isEmpty();
  }

  /** Names of the files of both kinds. */
  public List<String> names() {
    return all().map(DataFile::name).toList();
  }

  /** The files of both kinds. */
  public Stream<DataFile> all() {
    return Stream.concat(files.stream(), deletes.stream());
  }
}
