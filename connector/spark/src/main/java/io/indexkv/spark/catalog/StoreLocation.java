/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.hadoop.Storages;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.StoreFailure;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.store.Pin;
import java.io.IOException;
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
 * @param conf of the session
 */
public record StoreLocation(String uri, TaskConf conf) {

  /** Resolves what the user wrote in the active session. */
  public static StoreLocation of(String path) {
    return of(path, SparkSession.active());
  }

  /** Resolves what the user wrote in a session. */
  public static StoreLocation of(String path, SparkSession spark) {
    Configuration conf = spark.sessionState().newHadoopConf();
    Path directory = new Path(path);
    try {
      return new StoreLocation(
          directory.getFileSystem(conf).makeQualified(directory).toString(),
          TaskConf.of(spark.sparkContext(), conf));
    } catch (IOException e) {
      throw StoreFailure.of(path, e);
    }
  }

  /** The newest version, or empty if there is no store. */
  public Optional<HadoopPinnedStore> latest() {
    return find(Pin.newest());
  }

  /** The version asked for; an error if there is none, or no store. */
  public HadoopPinnedStore at(Pin pin) {
    return find(pin).orElseThrow(this::missing);
  }

  private Optional<HadoopPinnedStore> find(Pin pin) {
    try {
      Optional<HadoopPinnedStore> found =
          pin.resolve(Storages.open(uri, conf.value()))
              .map(manifest -> HadoopPinnedStore.of(uri, manifest, conf));
      if (found.isEmpty()) {
        refuseFile();
      }
      return found;
    } catch (IOException e) {
      refuseFile();
      throw StoreFailure.of(uri, e);
    }
  }

  private void refuseFile() {
    boolean file;
    try {
      Path path = new Path(uri);
      file = path.getFileSystem(conf.value()).getFileStatus(path).isFile();
    } catch (IOException e) {
      file = false; // what the storage said of the store says more
    }
    if (file) {
      throw new IllegalArgumentException(
          uri + " is a file, and a store is a directory: name the one that has _indexkv/ in it");
    }
  }

  /** The error of a write that wants the rows in directories by the values of a column. */
  public static RuntimeException partitioned() {
    return new UnsupportedOperationException(
        "partitionBy is not supported: a store is divided by ranges of its key");
  }

  /** The error of reading where no store is, of the kind that Spark's own sources give. */
  public RuntimeException missing() {
    String path = uri + " (no IndexKV store there: it has no manifest under _indexkv/)";
    return unchecked(
        new AnalysisException("PATH_NOT_FOUND", new Map.Map1<>("path", path), Option.empty()));
  }

  // AnalysisException is checked for javac, and thrown undeclared all over Spark's own API
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException unchecked(Throwable e) throws E {
    throw (E) e;
  }
}
