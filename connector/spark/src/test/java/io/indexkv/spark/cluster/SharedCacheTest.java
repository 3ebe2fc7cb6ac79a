/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.indexkv.spark.StoreDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executors of a host copy a remote store once. */
@Tag("cluster")
class SharedCacheTest {
  private final StandaloneCluster cluster = SharedCluster.get();

  @TempDir Path directory;

  @Test
  void twoExecutorsOpenEachRemoteFileOnceInAll() throws Exception {
    Marks marks = Marks.in(directory.resolve("marks"));
    StoreDirectory cache = new StoreDirectory(directory.resolve("cache"));
    try (SparkSession spark =
        cluster
            .application("cache")
            .config(MarkedFileSystem.conf(marks, cache.path()))
            .config("spark.ui.enabled", "true")
            .config("spark.ui.port", "0")
            .getOrCreate()) {
      ClusterTables tables = ClusterTables.write(spark, directory, "marked://");
      List<String> files = new StoreDirectory(directory.resolve("store")).dataFiles();
      spark.udf().register("meet", new Meeting(marks), DataTypes.LongType);

      List<Row> rows = tables.join("meet").collectAsList();

      assertThat(Set.copyOf(marks.signers(Meeting.MET))).as("executors").hasSize(2);
      assertThat(files).hasSizeGreaterThan(4);
      for (String file : files) {
        assertThat(marks.signers(MarkedFileSystem.OPENED + file)).as(file).hasSize(1);
      }
      assertThat(StoreDirectory.files(cache.path()).stream().filter(name -> name.endsWith(".copy")))
          .hasSameSizeAs(files);
      tables.check(rows);
      requireUses(spark, files.size());
    }
  }

  /** The tab IndexKV names both executors, and tells the copies that they made together. */
  private static void requireUses(SparkSession spark, int files) throws Exception {
    spark.sparkContext().listenerBus().waitUntilEmpty();
    URI address = URI.create(spark.sparkContext().uiWebUrl().get() + "/indexkv/api");
    JsonNode stores = new ObjectMapper().readTree(address.toURL()).path("stores");
    Set<String> executors = new TreeSet<>();
    long copies = 0;
    for (JsonNode store : stores) {
      executors.add(store.path("executor").asText());
      copies += store.path("metrics").path("cacheDownloads").asLong();
    }
    assertThat(executors).as("executors in %s", stores).containsExactly("0", "1");
    assertThat(copies).as("copies in %s", stores).isEqualTo(files);
  }
}
