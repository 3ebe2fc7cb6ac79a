/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.row.RowColumn;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The content of one version of a store.
 *
 * @param storeId identifies the store; the same in all its versions
 * @param version 1, 2, 3, …
 * @param parent number of the version this one was made from, 0 for none
 * @param timestamp milliseconds since 1970, UTC
 * @param schema the writer's description of a value, opaque here (Spark: the schema as JSON)
 * @param keyColumns names of the key columns in key order
 * @param keyTypes labels of {@link io.indexkv.key.KeyType}, one for each key column
 * @param layers newest first; if several layers know a key, the first one wins
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

  /** The fact of the summary that identifies the attempt to commit. */
  public static final String COMMIT = "commit";

  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException if versions, key columns and types, key ranges of a layer, or
   *     the summary's count contradict each other
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
    ManifestRules.checkInterval(properties, schema, keyColumns, keyTypes);
    RepeatedKeys.check(properties, schema, keyColumns, keyTypes);
  }

  /** The intervals that the entries are, if the version declares that they do not overlap. */
  public Optional<Interval> interval() {
    return Interval.of(properties);
  }

  /** Whether the version keeps rows of equal keys, which its last key column tells apart. */
  public boolean repeatsKeys() {
    return RepeatedKeys.in(properties);
  }

  /** Names of the key columns as the store's user knows them, in key order. */
  public List<String> declaredKey() {
    return repeatsKeys() ? RepeatedKeys.declared(keyColumns) : keyColumns;
  }

  /** Whether the values are rows. */
  public boolean hasRows() {
    return SchemaRows.LAYOUT.equals(properties.get(StoreProperties.VALUE_ENCODING));
  }

  /**
   * The check of the values. It accepts only rows of the schema if the values are rows. Otherwise
   * it accepts any value.
   *
   * @param what names the version, for messages
   * @throws UnsupportedFormatException if the schema has types that the row layout does not have
   */
  public ValueCheck valueCheck(String what) {
    if (!hasRows()) {
      return ValueCheck.ANY;
    }
    try {
      return SchemaRows.check(schema, keyColumns);
    } catch (IllegalArgumentException e) {
      throw new UnsupportedFormatException(
          what + " has rows that this IndexKV cannot read: " + e.getMessage());
    }
  }

  /**
   * An id that no column of the version and its layers has.
   *
   * @throws IllegalArgumentException as {@link SchemaIds#columns} does
   */
  public int nextColumnId() {
    Stream<String> older = layers.stream().filter(Layer::isOld).map(Layer::schema).distinct();
    return 1
        + Stream.concat(Stream.of(schema), older)
            .flatMap(one -> SchemaIds.columns(one).stream())
            .mapToInt(RowColumn::id)
            .max()
            .orElse(-1);
  }

  /**
   * Identifies this version among all others, including one of the same number in a copy of the
   * store.
   */
  public VersionId id() {
    String commit = summary.get(COMMIT);
    return new VersionId(storeId, version, commit == null ? digest() : commit);
  }

  /** Identifies the commit if its writer did not number the attempt. */
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
   * Decodes a manifest.
   *
   * @param location where the bytes come from, for messages
   * @throws CorruptFileException if the bytes are damaged or contradict each other
   * @throws UnsupportedFormatException if a newer IndexKV wrote them
   */
  public static Manifest decode(byte[] bytes, String location) {
    return ManifestFormat.decode(bytes, location);
  }

  /**
   * Position of the first of {@code some} layers among the layers of this manifest, or -1. Layers
   * with the same files are the same.
   */
  public int indexOf(List<Layer> some) {
    return Collections.indexOfSubList(
        layers.stream().map(Layer::names).toList(), some.stream().map(Layer::names).toList());
  }

  /** All files, layer by layer, including those with deleted keys. */
  public List<DataFile> files() {
    return layers.stream().flatMap(Layer::all).toList();
  }

  /**
   * Number of entries in all layers. With several layers, that is more than the number of keys in
   * the version.
   */
  public long entries() {
    return layers.stream()
        .flatMap(layer -> layer.files().stream())
        .mapToLong(f -> f.info().entries())
        .sum();
  }

  /**
   * Length in bytes that all files together have without compression, as far as their writers
   * recorded it.
   */
  public long inflatedBytes() {
    return files().stream()
        .mapToLong(f -> f.info().inflatedLength())
        .reduce(0, (sum, bytes) -> sum + bytes < 0 ? Long.MAX_VALUE : sum + bytes);
  }

  /** Length in bytes of all files together. */
  public long bytes() {
    return files().stream().mapToLong(f -> f.info().length()).sum();
  }
}
