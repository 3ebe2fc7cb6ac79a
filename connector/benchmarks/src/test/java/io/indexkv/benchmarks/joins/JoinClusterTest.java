/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.benchmarks.RunDirectory;
import io.indexkv.spark.cluster.StandaloneCluster;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class JoinClusterTest {
  @TempDir Path directory;

  @Test
  void measuresOnACluster() throws Exception {
    Map<String, String> defaults = Map.of();
    try (StandaloneCluster cluster = StandaloneCluster.start(Path.of("target"))) {
      defaults = cluster.defaults();
      defaults.forEach(System::setProperty);
      JoinBenchmark.main(
          new RunDirectory(directory)
              .arguments(
                  "--master",
                  cluster.url(),
                  "--jars",
                  cluster.home().ownJars(),
                  "--facts",
                  "2000",
                  "--keys",
                  "500",
                  "--runs",
                  "1",
                  "--queries",
                  "q1",
                  "--variants",
                  "lookup,sort-merge"));
    } finally {
      defaults.keySet().forEach(System::clearProperty);
    }
    Path results = new RunDirectory(directory).results();
    assertThat(results.resolve("README.md"))
        .content()
        .contains("| lookup |", "| sort-merge |", "--master spark://", "the driver alone");
  }
}
