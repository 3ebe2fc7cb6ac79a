/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.sort.SortOptions;
import io.indexkv.key.KeyText;
import io.indexkv.key.KeyType;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The store that an import writes: the form of its files, and the commit of them. */
final class ImportTarget {
  private final Storage storage;
  private final ImportPlan plan;
  private final List<String> labels;

  /** The key that came twice. */
  private volatile String duplicate;

  ImportTarget(Storage storage, ImportPlan plan) {
    this.storage = storage;
    this.plan = plan;
    labels = plan.keyTypes().stream().map(KeyType::label).toList();
  }

  /** How files have the rows. */
  StoreFileOptions fileOptions(KeyType key) {
    return new StoreFileOptions(
        key.width(),
        SchemaRows.ALIGNMENT,
        StoreFileOptions.DEFAULT_BLOCK_SIZE,
        plan.choices().compression(),
        StoreProperties.ofFile(SchemaRows.LAYOUT, plan.schema(), plan.key(), labels));
  }

  /** How a sorter sorts the entries. */
  SortOptions sortOptions(KeyType key, long memoryBytes) {
    List<KeyType> types = plan.keyTypes();
    return new SortOptions(
        key.width(),
        memoryBytes,
        plan.choices().temporary(),
        plan.choices().duplicates(),
        bytes -> {
          String text = KeyText.of(types, bytes);
          duplicate = text;
          return text;
        });
  }

  /**
   * The error for a key that came twice. A range does not know the rows' positions in the files.
   */
  DuplicateKeyException twice() {
    return new DuplicateKeyException("the key " + duplicate + " comes twice");
  }

  /**
   * Publishes files.
   *
   * @param keep runs if the files are or may be published
   * @return the version
   */
  long publish(List<DataFile> files, Runnable keep) throws IOException {
    try {
      long version = commit(files);
      keep.run();
      return version;
    } catch (CommitStateUnknownException | Error e) {
      keep.run();
      throw e;
    }
  }

  private long commit(List<DataFile> files) throws IOException {
    VersionLog log = new VersionLog(storage);
    Map<String, String> properties = StoreProperties.ofManifest(SchemaRows.LAYOUT);
    return (plan.append()
            ? log.upsert(
                plan.schema(),
                plan.key(),
                labels,
                Layer.of(files),
                properties,
                VersionLog.MAX_LAYERS)
            : log.overwrite(plan.base(), plan.schema(), plan.key(), labels, files, properties))
        .version();
  }
}
