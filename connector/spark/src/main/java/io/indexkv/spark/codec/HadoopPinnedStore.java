/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.hadoop.Storages;
import io.indexkv.store.KeySlice;
import io.indexkv.store.Manifest;
import io.indexkv.store.ReadMode;
import io.indexkv.store.SnapshotReader;
import io.indexkv.store.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.types.StructType;

/**
 * A pinned store on a Hadoop file system. Carries the store's identity, not its manifest, which may
 * list thousands of files: each JVM reads that once.
 */
public final class HadoopPinnedStore implements PinnedStore {
  private static final long serialVersionUID = 1L;

  private final String location;
  private final String storeId;
  private final long version;
  private final StructType schema;
  private final ArrayList<String> keyColumns;
  private final TaskConf conf;

  private HadoopPinnedStore(String location, Manifest manifest, StructType schema, TaskConf conf) {
    this.location = location;
    this.storeId = manifest.storeId();
    this.version = manifest.version();
    this.schema = schema;
    this.keyColumns = new ArrayList<>(manifest.keyColumns());
    this.conf = conf;
  }

  /**
   * Pins a version whose manifest was just read.
   *
   * @throws IllegalArgumentException if its values are not rows that this version of IndexKV reads,
   *     its schema is none of such rows, or its key is not made of their columns
   */
  public static HadoopPinnedStore of(String location, Manifest manifest, TaskConf conf) {
    String encoding = manifest.properties().get(RowLayout.PROPERTY);
    if (!RowLayout.V1.equals(encoding)) {
      throw new IllegalArgumentException(
          ("store %s, version %d: its values are encoded as '%s' (property %s), Spark reads '%s'"
                  + " only: it was not written by Spark, or by a newer IndexKV")
              .formatted(location, manifest.version(), encoding, RowLayout.PROPERTY, RowLayout.V1));
    }
    StructType schema = StoredSchema.of(location, manifest);
    checkKey(location, manifest, schema);
    HadoopPinnedStore store = new HadoopPinnedStore(location, manifest, schema, conf);
    PinnedManifests.put(location, manifest);
    return store;
  }

  // a store of another writer, or damaged: every use of the key relies on this
  private static void checkKey(String location, Manifest manifest, StructType schema) {
    List<String> columns = manifest.keyColumns();
    boolean present = Arrays.asList(schema.fieldNames()).containsAll(columns);
    if (!present || !StoreKey.of(schema, columns).labels().equals(manifest.keyTypes())) {
      throw new IllegalArgumentException(
          ("store %s, version %d: its key is %s of types %s, expected columns of its schema %s"
                  + " and their key types")
              .formatted(
                  location,
                  manifest.version(),
                  columns,
                  manifest.keyTypes(),
                  schema.simpleString()));
    }
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public String storeId() {
    return storeId;
  }

  @Override
  public long version() {
    return version;
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
  public Manifest manifest() throws IOException {
    return PinnedManifests.of(this, storage());
  }

  @Override
  public SnapshotReader open(KeySlice slice, ReadMode mode) throws IOException {
    Storage storage = storage();
    return SnapshotReader.open(storage, PinnedManifests.of(this, storage), mode, slice);
  }

  private Storage storage() throws IOException {
    return Storages.open(location, conf.value());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HadoopPinnedStore that
        && location.equals(that.location)
        && storeId.equals(that.storeId)
        && version == that.version;
  }

  @Override
  public int hashCode() {
    return Objects.hash(location, storeId, version);
  }

  @Override
  public String toString() {
    return location + "@v" + version;
  }
}
