/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.hadoop.Storages;
import io.indexkv.spark.catalog.StoreLocation;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.read.Verify;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;

/** Checks one store file in a task. It returns the problem, or an empty text if there is none. */
final class FileCheck implements Function<String, String> {
  private static final long serialVersionUID = 1L;

  private final HadoopPinnedStore store;
  private final TaskConf conf;

  private FileCheck(HadoopPinnedStore store, TaskConf conf) {
    this.store = store;
    this.conf = conf;
  }

  /**
   * Checks all files of a version in a Spark job.
   *
   * @return problems by the names of the damaged files, in the order of the manifest
   */
  static Map<String, String> all(SparkSession spark, StoreLocation location, Manifest manifest) {
    List<String> names = new ArrayList<>();
    manifest.files().forEach(file -> names.add(file.name()));
    Map<String, String> problems = new LinkedHashMap<>();
    if (names.isEmpty()) {
      return problems;
    }
    HadoopPinnedStore store = HadoopPinnedStore.of(location.uri(), manifest, location.conf());
    List<String> found =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(names, names.size())
            .map(new FileCheck(store, location.conf()))
            .collect();
    for (int i = 0; i < names.size(); i++) {
      if (!found.get(i).isEmpty()) {
        problems.put(names.get(i), found.get(i));
      }
    }
    return problems;
  }

  @Override
  public String call(String name) throws IOException {
    Manifest manifest = store.manifest();
    DataFile file =
        manifest.files().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    Verify verify =
        new Verify(
            Storages.open(store.location(), conf.value()),
            manifest,
            ReadMode.cached(ReadMode.DEFAULT_CACHE_BYTES));
    return verify.damage(file).map(Verify.Damage::problem).orElse("");
  }
}
