/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A store that statements of SQL change: {@code %s} in a statement stands for its name. */
record StatementStore(StoreDirectory directory) {
  /** A store of the rows that a query returns. */
  static StatementStore of(Path path, String query, String key) {
    StatementStore store = new StatementStore(new StoreDirectory(path));
    store.directory.write(spark().sql(query), key);
    spark().conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    return store;
  }

  static SparkSession spark() {
    return LocalSpark.session();
  }

  String name() {
    return "indexkv.`%s`".formatted(directory.path());
  }

  void sql(String statement) {
    spark().sql(text(statement));
  }

  String text(String statement) {
    return statement.replace("%s", name());
  }

  /** The rows of the newest version as text, in any order, sorted as text. */
  List<String> rows() {
    return directory.read().collectAsList().stream().map(Object::toString).sorted().toList();
  }

  Manifest newest() {
    try {
      return log().latest().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  VersionLog log() {
    return new VersionLog(new LocalStorage(directory.path()));
  }

  /** Names of the files in data/ that the newest version does not list. */
  List<String> orphans() {
    List<String> listed =
        newest().files().stream().map(file -> file.name().replace("data/", "")).toList();
    return directory.dataFiles().stream().filter(name -> !listed.contains(name)).toList();
  }
}
