/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.hadoop.Storages;
import io.indexkv.spark.codec.StoredRowLayout;
import io.indexkv.spark.conf.StoreWriteOptions;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/**
 * One write of a store, as the driver ships it to every task.
 *
 * @param effect of the write; an upsert goes on top of the version that is the newest at the commit
 * @param base the version that was the newest when the write began
 * @param id unique; the names of all files of this write contain it
 */
record StoreWrite(
    String location,
    TaskConf conf,
    WriteKind effect,
    VersionId base,
    String id,
    WriteSchema rows,
    StoreWriteOptions options)
    implements Serializable {
  /** The directory of the store files, relative to the store. */
  static final String DIRECTORY = "data";

  Storage storage() throws IOException {
    return Storages.open(location, conf.value());
  }

  /**
   * A file name that no other attempt uses.
   *
   * @param task Spark's id of the task attempt, unique in an application
   * @param sequence number of the file in that attempt
   */
  String fileName(int partition, long task, int sequence) {
    return "%s/%s-%05d-%d-%d.ikv".formatted(DIRECTORY, id, partition, task, sequence);
  }

  /**
   * A name for a file of deleted keys that no other attempt uses.
   *
   * @param task Spark's id of the task attempt, unique in an application
   * @param sequence number of the file in that attempt
   */
  String deletesName(int partition, long task, int sequence) {
    return "%s/%s-%05d-%d-d%d.ikv".formatted(DIRECTORY, id, partition, task, sequence);
  }

  StoreFileOptions fileOptions() {
    return fileOptions(StoredRowLayout.ALIGNMENT);
  }

  StoreFileOptions deletesOptions() {
    return fileOptions(1);
  }

  private StoreFileOptions fileOptions(int alignment) {
    return new StoreFileOptions(
        rows.key().type().width(),
        alignment,
        options.blockSize(),
        options.compression(),
        Map.of(
            StoredRowLayout.PROPERTY,
            StoredRowLayout.V1,
            "schema",
            rows.schemaText(),
            "key.columns",
            String.join(",", rows.key().names()),
            "key.types",
            String.join(",", rows.key().labels())));
  }
}
