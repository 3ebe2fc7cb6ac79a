/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
  void twoExecutorsOpenEachRemoteFileOnceInAll() throws IOException {
    Marks marks = Marks.in(directory.resolve("marks"));
    StoreDirectory cache = new StoreDirectory(directory.resolve("cache"));
    try (SparkSession spark =
        cluster
            .application("cache")
            .config(MarkedFileSystem.conf(marks, cache.path()))
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
    }
  }
}
