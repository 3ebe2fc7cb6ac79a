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
 * @param schema the schema of its rows, if it is an older one than the manifest's; else null
 */
public record Layer(List<DataFile> files, List<DataFile> deletes, String schema) {
  public Layer {
    files = List.copyOf(files);
    deletes = List.copyOf(deletes);
  }

  /** A layer whose rows have the schema of its manifest. */
  public Layer(List<DataFile> files, List<DataFile> deletes) {
    this(files, deletes, null);
  }

  /** The same layer, whose rows have this schema; null for the schema of its manifest. */
  public Layer withSchema(String older) {
    return new Layer(files, deletes, older);
  }

  /** Whether its rows have an older schema than the manifest's. */
  public boolean isOld() {
    return schema != null;
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
