/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.hadoop.Storages;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.write.ChangeCommit;
import io.indexkv.store.write.Isolation;
import io.indexkv.store.write.KeysRead;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes all rows of a version, by a new version without any. Runs on the driver, without a job.
 */
public record Truncation(TaskConf conf, PinnedStore store) {
  private static final Logger LOG = LoggerFactory.getLogger(Truncation.class);

  /**
   * Publishes the version.
   *
   * @throws UncheckedIOException naming the store, if another commit has changed entries meanwhile,
   *     or the storage fails
   */
  public void run() {
    try {
      Manifest manifest =
          new ChangeCommit(
                  Storages.open(store.location(), conf.value()),
                  SparkAuthor.ofSession(),
                  store.id(),
                  "truncate",
                  Isolation.SERIALIZABLE,
                  KeysRead.any(),
                  VersionLog.MAX_LAYERS,
                  key -> "")
              .truncate();
      LOG.info("store {}: published version {}", store.location(), manifest.version());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
