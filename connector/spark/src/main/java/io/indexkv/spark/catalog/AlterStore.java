/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.StoreFailure;
import io.indexkv.store.manifest.Manifest;
import java.io.IOException;
import org.apache.spark.sql.connector.catalog.TableChange;

/** Alters stores. Used on the driver. */
public final class AlterStore {
  private AlterStore() {}

  /**
   * Publishes a version with these changes on top of the newest one. It goes on after conflicts
   * with other writers.
   *
   * @return the new version
   * @throws IllegalArgumentException if there is no store, or a change does not fit its columns
   * @throws UnsupportedOperationException if no store can be changed in this way
   */
  public static HadoopPinnedStore apply(StoreLocation location, TableChange... changes) {
    HadoopPinnedStore before = location.latest().orElseThrow(location::missing);
    if (changes.length == 0) {
      return before;
    }
    try {
      Manifest altered =
          location
              .versions()
              .alter(
                  newest -> {
                    // another writer may have put a version on top: Spark must be able to read it
                    HadoopPinnedStore.of(location.uri(), newest, location.conf());
                    return SchemaChange.of(newest, changes);
                  });
      return HadoopPinnedStore.of(location.uri(), altered, location.conf());
    } catch (IOException e) {
      throw StoreFailure.of(location.uri(), e);
    }
  }
}
