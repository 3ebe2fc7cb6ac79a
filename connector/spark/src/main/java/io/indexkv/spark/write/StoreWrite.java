/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.hadoop.Storages;
import io.indexkv.spark.codec.StoredRowLayout;
import io.indexkv.spark.conf.EqualKeys;
import io.indexkv.spark.conf.StoreWriteOptions;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.FileSeries;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * One write of a store, as the driver ships it to every task.
 *
 * @param effect of the write; an upsert goes on top of the version that is the newest at the commit
 * @param base the version that was the newest when the write began
 * @param id unique; the names of all files of this write contain it
 * @param properties that the manifest gets besides those of the version below
 */
record StoreWrite(
    String location,
    TaskConf conf,
    WriteKind effect,
    VersionId base,
    String id,
    WriteSchema rows,
    Map<String, String> properties,
    StoreWriteOptions options)
    implements Serializable {
  /** What happens to rows of equal keys. */
  EqualKeys equalKeys() {
    return options.equalKeys() == null ? EqualKeys.FAIL : options.equalKeys();
  }

  Storage storage() throws IOException {
    return Storages.open(location, conf.value());
  }

  /** The properties that the write gives to its version. */
  Map<String, String> manifestProperties() {
    Map<String, String> all = new HashMap<>(properties);
    all.putAll(StoreProperties.ofManifest(StoredRowLayout.V1));
    if (rows.repeats()) {
      all.put(RepeatedKeys.PROPERTY, RepeatedKeys.KEEP);
    }
    return StoreProperties.with(options.interval(), all);
  }

  /**
   * The files of a task attempt, under names that no other attempt has.
   *
   * @param task Spark's id of the task attempt, unique in an application
   */
  TaskSeries files(Storage storage, int partition, long task) {
    String prefix = filePrefix(partition, task);
    return new TaskSeries(
        location,
        series(storage, fileOptions(SchemaRows.ALIGNMENT, fileProperties()), prefix),
        // the values of deleted keys are empty
        series(storage, fileOptions(1, StoreProperties.ofDeletes(fileProperties())), prefix + "d"));
  }

  private String filePrefix(int partition, long task) {
    return "%s/%s-%05d-%d-".formatted(DataFile.DIRECTORY, id, partition, task);
  }

  private FileSeries series(Storage storage, StoreFileOptions files, String prefix) {
    return new FileSeries(storage, files, options.targetFileSize(), i -> prefix + i + ".ikv");
  }

  private Map<String, String> fileProperties() {
    return StoreProperties.with(
        options.interval(),
        StoreProperties.ofFile(
            StoredRowLayout.V1, rows.schemaText(), rows.key().names(), rows.key().labels()));
  }

  private StoreFileOptions fileOptions(int alignment, Map<String, String> fileProperties) {
    return new StoreFileOptions(
        rows.key().type().width(),
        alignment,
        options.blockSize(),
        options.compression(),
        fileProperties);
  }
}
