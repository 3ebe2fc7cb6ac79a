/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one version of a store consists of.
 *
 * @param storeId stays the same over all versions of a store
 * @param version 1, 2, 3, …
 * @param parent the version this one was made from, 0 for none
 * @param timestamp milliseconds since 1970, UTC
 * @param schema the writer's description of a value, opaque here (Spark: the schema as JSON)
 * @param keyColumns names of the key columns in key order
 * @param keyTypes labels of {@link io.indexkv.key.KeyType}, one a key column
 * @param layers newest first; what a layer says of a key holds against those behind it
 * @param properties free text
 * @param summary what the commit did: operation, entries, files, bytes
 */
public record Manifest(
    String storeId,
    long version,
    long parent,
    long timestamp,
    String schema,
    List<String> keyColumns,
    List<String> keyTypes,
    List<Layer> layers,
    Map<String, String> properties,
    Map<String, String> summary) {

  /** In the summary: the attempt to commit. */
  public static final String COMMIT = "commit";

  /**
   * @throws IllegalArgumentException if the parts contradict each other: versions, key columns and
   *     types, key ranges of a layer, the summary's count
   */
  public Manifest {
    keyColumns = List.copyOf(keyColumns);
    keyTypes = List.copyOf(keyTypes);
    layers = List.copyOf(layers);
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    summary = Collections.unmodifiableMap(new TreeMap<>(summary));
    ManifestRules.check(storeId, version, parent, timestamp, schema);
    ManifestRules.checkKey(keyColumns, keyTypes);
    ManifestRules.checkLayers(layers, summary);
  }

  /**
   * Tells this version from every other, also from one of the same number in a copy of the store.
   */
  public VersionId id() {
    String commit = summary.get(COMMIT);
    return new VersionId(storeId, version, commit == null ? digest() : commit);
  }

  /** Stands for the commit in a manifest of a writer that does not number its attempts. */
  private String digest() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(encode());
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The bytes of the manifest file. */
  public byte[] encode() {
    return ManifestFormat.encode(this);
  }

  /**
   * The manifest that these bytes are.
   *
   * @param location where they come from, for messages
   * @throws CorruptFileException if they are damaged or contradict themselves
   * @throws UnsupportedFormatException if they are from a newer IndexKV
   */
  public static Manifest decode(byte[] bytes, String location) {
    return ManifestFormat.decode(bytes, location);
  }

  /** Where these layers begin among its own, or -1: layers with the same files are the same. */
  public int indexOf(List<Layer> some) {
    return Collections.indexOfSubList(
        layers.stream().map(Layer::names).toList(), some.stream().map(Layer::names).toList());
  }

  /** All files, layer by layer, those with deleted keys included. */
  public List<DataFile> files() {
    return layers.stream().flatMap(Layer::all).toList();
  }

  /** Entries in all layers: those of the store, and with several layers more than these. */
  public long entries() {
    return layers.stream()
        .flatMap(layer -> layer.files().stream())
        .mapToLong(f -> f.info().entries())
        .sum();
  }

  /** Bytes of all files. */
  public long bytes() {
    return files().stream().mapToLong(f -> f.info().length()).sum();
  }
}
