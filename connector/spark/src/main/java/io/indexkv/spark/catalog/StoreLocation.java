/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.StoreHistory;
import io.indexkv.hadoop.Storages;
import io.indexkv.spark.compat.Unchecked;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.StoreFailure;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.spark.write.SparkAuthor;
import io.indexkv.store.Pin;
import io.indexkv.store.Removal;
import io.indexkv.store.VersionLog;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import scala.Option;
import scala.collection.immutable.Map;

/**
 * A directory that holds a store, or may hold one later. Used on the driver.
 *
 * @param uri with scheme and authority, so that every JVM finds the same directory
 * @param conf the Hadoop configuration of the session
 */
public record StoreLocation(String uri, TaskConf conf) {

  /** Resolves a path or URI from the user in the active session. */
  public static StoreLocation of(String path) {
    return of(path, SparkSession.active());
  }

  /** The place of a table that Spark will choose. */
  public static StoreLocation undecided() {
    SparkSession spark = SparkSession.active();
    return new StoreLocation(
        "a table that Spark owns",
        TaskConf.of(spark.sparkContext(), spark.sessionState().newHadoopConf()));
  }

  /** Resolves a path or URI from the user in a session. */
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

  /** The versions of the store; what this commits has the session's user as author. */
  VersionLog versions() throws IOException {
    return new VersionLog(Storages.open(uri, conf.value()), SparkAuthor.ofSession());
  }

  /** The history of the store; what this commits has the session's user as author. */
  public StoreHistory history() throws IOException {
    return StoreHistory.of(Storages.open(uri, conf.value()), SparkAuthor.ofSession());
  }

  /** Deletes the store, and its directory if that is empty then. */
  void remove() {
    try {
      new Removal(Storages.open(uri, conf.value())).run();
      Path directory = new Path(uri);
      FileSystem fs = directory.getFileSystem(conf.value());
      if (fs.exists(directory) && fs.listStatus(directory).length == 0) {
        fs.delete(directory, false);
      }
    } catch (IOException e) {
      throw StoreFailure.of(uri, e);
    }
  }

  /** Whether there is a store. Opens no manifest. */
  boolean hasVersions() {
    try {
      return !versions().versions().isEmpty();
    } catch (IOException e) {
      throw StoreFailure.of(uri, e);
    }
  }

  /** The newest version, or empty if there is no store. */
  public Optional<HadoopPinnedStore> latest() {
    return find(Pin.newest());
  }

  /** The version that {@code pin} asks for. Fails if the store or the version is missing. */
  public HadoopPinnedStore at(Pin pin) {
    return find(pin).orElseThrow(this::missing);
  }

  /** The version that {@code pin} asks for, or empty if there is no store. */
  Optional<HadoopPinnedStore> ifThere(Pin pin) {
    try {
      return resolve(pin);
    } catch (IOException e) {
      throw StoreFailure.of(uri, e);
    }
  }

  private Optional<HadoopPinnedStore> resolve(Pin pin) throws IOException {
    return pin.resolve(Storages.open(uri, conf.value()))
        .map(manifest -> HadoopPinnedStore.of(uri, manifest, conf));
  }

  /** As {@link #ifThere}, but fails if there is a file in the place of the directory. */
  private Optional<HadoopPinnedStore> find(Pin pin) {
    try {
      Optional<HadoopPinnedStore> found = resolve(pin);
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
      file = false; // the storage's own message explains more
    }
    if (file) {
      throw new IllegalArgumentException(
          uri
              + " is a file, but a store is a directory: name the directory that contains _indexkv/");
    }
  }

  /** The error for a write with {@code partitionBy}, which a store does not support. */
  public static RuntimeException partitioned() {
    return new UnsupportedOperationException(
        "partitionBy is not supported: a store is divided by ranges of its key");
  }

  /**
   * The error for a read where there is no store; the same type of error as Spark's own sources
   * give.
   */
  public RuntimeException missing() {
    String path = uri + " (no IndexKV store there: it has no manifest under _indexkv/)";
    return Unchecked.thrown(
        new AnalysisException("PATH_NOT_FOUND", new Map.Map1<>("path", path), Option.empty()));
  }
}
