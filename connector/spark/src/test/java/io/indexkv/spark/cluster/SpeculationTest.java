/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import static io.indexkv.spark.cluster.ClusterTables.listed;
import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If two attempts at a task run at the same time, only one counts. */
@Tag("cluster")
class SpeculationTest {
  private final StandaloneCluster cluster = SharedCluster.get();

  @TempDir Path directory;

  @Test
  void slowTasksOfAJoinAndOfTheWriteOfItsRowsAreOvertaken() throws IOException {
    Marks marks = Marks.in(directory.resolve("marks"));
    StoreDirectory written = new StoreDirectory(directory.resolve("written"));
    try (SparkSession spark =
        cluster
            .application("speculation")
            .config(MarkedFileSystem.conf(marks, directory.resolve("cache")))
            .config(MarkedFileSystem.holding())
            .config("spark.speculation", "true")
            .config("spark.speculation.interval", "100ms")
            .config("spark.speculation.quantile", "0.5")
            .config("spark.sql.adaptive.coalescePartitions.enabled", "false")
            .getOrCreate()) {
      ClusterTables tables = ClusterTables.write(spark, directory, "");
      spark
          .udf()
          .register("hold", new HeldOnce(marks, ClusterTables.SOME_FACT), DataTypes.LongType);

      written
          .writer(tables.join("hold"), "id")
          .option("targetFileSize", "64k")
          .save("marked://" + written);

      assertThat(marks.signers(HeldOnce.HELD)).hasSize(1);
      assertThat(marks.signers(HeldOnce.PASSED)).as("by another attempt").isNotEmpty();
      assertThat(marks.signers(MarkedFileSystem.HELD)).hasSize(1);
      Dataset<Row> rows = spark.read().format("indexkv").load(written.toString());
      tables.check(rows.collectAsList());
      // the slower attempt deletes its own files unless the driver has already found them
      Await.condition(
          "the end of the slow task",
          cluster::logs,
          () -> !marks.signers(MarkedFileSystem.ENDED).isEmpty());
      assertThat(written.dataFiles()).isEqualTo(listed(written, 1));
    }
  }
}
