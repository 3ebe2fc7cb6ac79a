/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.Required;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The content of a version of a store, in numbers.
 *
 * @param version number of the version
 * @param rows number of keys in the version; empty if it has several layers, see {@link
 *     StoreHistory#countRows}
 * @param entries number of entries in all layers; with several layers, more than the version has
 *     keys
 * @param deletes number of keys that a layer deletes from the layers below
 * @param bytes length of all store files together
 * @param files number of store files
 * @param layers number of layers
 * @param smallestKey the smallest key of all files as text; empty if there is no file
 * @param largestKey the largest key of all files as text; empty if there is no file
 * @param codecs codecs of the store files, each once: none, lz4, zstd
 * @param keyColumns names of the key's columns, in key order
 * @param keyTypes types of the key's columns, as {@link io.indexkv.key.KeyType#label()} names them
 * @param values encoding of the values, as {@link io.indexkv.value.Values#label()} names it
 */
public record StoreStatistics(
    long version,
    OptionalLong rows,
    long entries,
    long deletes,
    long bytes,
    int files,
    int layers,
    Optional<String> smallestKey,
    Optional<String> largestKey,
    List<String> codecs,
    List<String> keyColumns,
    List<String> keyTypes,
    String values) {
  public StoreStatistics {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(smallestKey, "smallestKey");
    Objects.requireNonNull(largestKey, "largestKey");
    Required.elements(codecs, "codecs");
    Required.elements(keyColumns, "keyColumns");
    Required.elements(keyTypes, "keyTypes");
    Objects.requireNonNull(values, "values");
    codecs = List.copyOf(codecs);
    keyColumns = List.copyOf(keyColumns);
    keyTypes = List.copyOf(keyTypes);
  }
}
