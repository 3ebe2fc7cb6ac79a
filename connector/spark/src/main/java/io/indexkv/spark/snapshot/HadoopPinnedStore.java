/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.file.bytes.Excerpt;
import io.indexkv.hadoop.Storages;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.codec.StoredRowLayout;
import io.indexkv.spark.codec.StoredSchema;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestRules;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * A pinned store on a Hadoop file system. It carries the store's identity, not its manifest,
 * because that may list thousands of files. Each JVM reads the manifest once.
 */
public final class HadoopPinnedStore implements PinnedStore {
  private static final long serialVersionUID = 1L;

  private final String location;
  private final VersionId id;
  private final StructType schema;
  private final ArrayList<String> keyColumns;
  private final boolean repeatsKeys;
  private final TaskConf conf;

  private HadoopPinnedStore(String location, Manifest manifest, StructType schema, TaskConf conf) {
    this.location = location;
    this.id = manifest.id();
    this.schema = schema;
    this.keyColumns = new ArrayList<>(manifest.keyColumns());
    this.repeatsKeys = manifest.repeatsKeys();
    this.conf = conf;
  }

  /**
   * Pins a version whose manifest was just read.
   *
   * @throws IllegalArgumentException if this version of IndexKV cannot read the store: its values
   *     as rows, its schema, or its key as columns of the schema
   */
  public static HadoopPinnedStore of(String location, Manifest manifest, TaskConf conf) {
    String encoding = manifest.properties().get(StoreProperties.VALUE_ENCODING);
    if (!StoredRowLayout.V1.equals(encoding)) {
      throw new IllegalArgumentException(
          ("store %s, version %d: its values are encoded as '%s' (property %s), but Spark reads"
                  + " only '%s': it was written without Spark, or by a newer IndexKV")
              .formatted(
                  location,
                  manifest.version(),
                  encoding,
                  StoreProperties.VALUE_ENCODING,
                  StoredRowLayout.V1));
    }
    StructType schema = StoredSchema.of(location, manifest);
    checkKey(location, manifest, schema);
    HadoopPinnedStore store = new HadoopPinnedStore(location, manifest, schema, conf);
    PinnedManifests.put(location, manifest);
    return store;
  }

  // the store may be another writer's, or damaged, and all later code relies on this check
  private static void checkKey(String location, Manifest manifest, StructType schema) {
    problem(manifest, schema)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(
                  "store %s, version %d: %s"
                      .formatted(location, manifest.version(), Excerpt.message(problem)));
            });
  }

  private static Optional<String> problem(Manifest manifest, StructType schema) {
    Set<String> names = new HashSet<>();
    for (String name : schema.fieldNames()) {
      if (!names.add(name)) {
        return Optional.of(
            "its schema has two columns '" + name + "'; write it again with distinct names");
      }
    }
    List<String> columns = manifest.keyColumns();
    StoreKey key;
    try {
      key = names.containsAll(columns) ? StoreKey.of(schema, columns) : null;
    } catch (IllegalArgumentException e) {
      return Optional.of("its key is not valid: " + e.getMessage());
    }
    return key != null && key.labels().equals(manifest.keyTypes())
        ? wrongBound(manifest, key)
        : Optional.of(
            "its key is %s of types %s, expected columns of its schema %s and their key types"
                .formatted(columns, manifest.keyTypes(), schema.simpleString()));
  }

  // scans skip files by these bounds, without opening them
  private static Optional<String> wrongBound(Manifest manifest, StoreKey key) {
    for (DataFile file : manifest.files()) {
      try {
        key.check(file.info().smallestKey());
        key.check(file.info().largestKey());
      } catch (IllegalArgumentException e) {
        return Optional.of(
            "its manifest bounds %s by keys %s and %s: %s"
                .formatted(
                    file.name(),
                    ManifestRules.hex(file.info().smallestKey()),
                    ManifestRules.hex(file.info().largestKey()),
                    e.getMessage()));
      }
    }
    return Optional.empty();
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public VersionId id() {
    return id;
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public List<String> keyColumns() {
    return List.copyOf(keyColumns);
  }

  @Override
  public boolean repeatsKeys() {
    return repeatsKeys;
  }

  @Override
  public Manifest manifest() {
    try {
      return PinnedManifests.of(this, storage());
    } catch (IOException e) {
      throw StoreFailure.of(location, e);
    }
  }

  @Override
  public List<String> hosts(DataFile file) {
    try {
      return storage().hosts(file);
    } catch (IOException e) {
      throw StoreFailure.of(location, e);
    }
  }

  @Override
  public SnapshotReader open(KeySlice slice, ReadMode mode) {
    try {
      return openSnapshot(slice, mode);
    } catch (IOException e) {
      throw StoreFailure.ofOpening(this, e);
    }
  }

  private SnapshotReader openSnapshot(KeySlice slice, ReadMode mode) throws IOException {
    Storage storage = storage();
    Manifest manifest = PinnedManifests.of(this, storage);
    try {
      return SnapshotReader.open(storage, manifest, mode, slice);
    } catch (BrokenSnapshotException e) {
      requireThere(storage, e);
      throw e;
    }
  }

  /** Throws a more precise error if the store was replaced; otherwise does nothing. */
  private void requireThere(Storage storage, BrokenSnapshotException broken) throws IOException {
    try {
      new VersionLog(storage).pinned(id);
    } catch (BrokenSnapshotException e) {
      e.addSuppressed(broken);
      throw e;
    }
  }

  private Storage storage() throws IOException {
    return Storages.open(location, conf.value());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HadoopPinnedStore that
        && location.equals(that.location)
        && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return Objects.hash(location, id);
  }

  @Override
  public String toString() {
    return location + "@v" + id.version();
  }
}
