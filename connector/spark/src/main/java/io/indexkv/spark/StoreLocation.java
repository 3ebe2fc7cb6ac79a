/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import io.indexkv.hadoop.Storages;
import io.indexkv.spark.codec.HadoopPinnedStore;
import io.indexkv.store.Manifest;
import io.indexkv.store.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import scala.Option;
import scala.collection.immutable.Map;

/**
 * A directory where a store is or may be, on the driver.
 *
 * @param uri with scheme and authority, so that every JVM finds the same directory
 * @param conf the Hadoop configuration of the session
 */
record StoreLocation(String uri, Configuration conf) {

  /** Resolves what the user wrote in the active session. */
  static StoreLocation of(String path) {
    Configuration conf = SparkSession.active().sessionState().newHadoopConf();
    Path directory = new Path(path);
    try {
      return new StoreLocation(
          directory.getFileSystem(conf).makeQualified(directory).toString(), conf);
    } catch (IOException e) {
      throw new UncheckedIOException("store " + path + ": " + e.getMessage(), e);
    }
  }

  /** The newest version, or empty if there is no store. */
  Optional<HadoopPinnedStore> latest() {
    try {
      return snapshots().latest().map(this::pin);
    } catch (IOException e) {
      throw new UncheckedIOException("store " + uri + ": " + e.getMessage(), e);
    }
  }

  HadoopPinnedStore at(long version) {
    try {
      Snapshots snapshots = snapshots();
      if (snapshots.versions().isEmpty()) {
        throw missing();
      }
      return pin(snapshots.at(version));
    } catch (IOException e) {
      throw new UncheckedIOException("store " + uri + ": " + e.getMessage(), e);
    }
  }

  /** The error of reading where no store is, of the kind that Spark's own sources give. */
  RuntimeException missing() {
    String path = uri + " (no IndexKV store there: it has no manifest under _indexkv/)";
    return unchecked(
        new AnalysisException("PATH_NOT_FOUND", new Map.Map1<>("path", path), Option.empty()));
  }

  private HadoopPinnedStore pin(Manifest manifest) {
    return HadoopPinnedStore.of(uri, manifest, conf);
  }

  private Snapshots snapshots() throws IOException {
    return new Snapshots(Storages.open(uri, conf));
  }

  // AnalysisException is checked for javac, and thrown undeclared all over Spark's own API
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException unchecked(Throwable e) throws E {
    throw (E) e;
  }
}
