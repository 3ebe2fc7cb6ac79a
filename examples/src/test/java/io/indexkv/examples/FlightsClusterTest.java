/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.cluster.StandaloneCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FlightsClusterTest {
  private static final long FLIGHTS = 100_000;

  @TempDir Path directory;

  @Test
  void runsUnderSparkSubmitOnACluster() throws Exception {
    Path input = input();
    try (StandaloneCluster cluster = StandaloneCluster.start(Path.of("examples/target"))) {
      Path log = cluster.directory().resolve("submit.log");

      int exit = cluster.spark(log, submit(cluster, input)).waitFor();

      String said = Files.readString(log);
      assertThat(exit).as(said + cluster.logs()).isZero();
      assertThat(said)
          .contains("LookupJoin", "%,d flights".formatted(FLIGHTS))
          .contains("gives the same rows", "both gave the same rows");
      assertThat(cluster.directory().resolve("master.log"))
          .content()
          .contains("Registered app flights");
    }
  }

  /** Writes an input of the first flights and all airports, and returns its directory. */
  private Path input() throws Exception {
    Path input = Files.createDirectory(directory.resolve("input"));
    Files.copy(Path.of("examples/data/airports.csv"), input.resolve("airports.csv"));
    try (SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate()) {
      spark
          .read()
          .parquet("examples/data/flights-3m.parquet")
          .limit((int) FLIGHTS)
          .repartition(4)
          .write()
          .parquet(input.resolve("flights-3m.parquet").toString());
    }
    return input;
  }

  /**
   * The command that bin/spark-submit makes from the README's command. All jars except for the
   * example come by {@code --jars}.
   */
  private List<String> submit(StandaloneCluster cluster, Path input) {
    List<String> command = new ArrayList<>(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", cluster.url()));
    List<String> jars = new ArrayList<>();
    String program = null;
    for (Path jar : cluster.home().own()) {
      if (holdsExample(jar)) {
        program = jar.toString();
      } else {
        jars.add(jar.toString());
      }
    }
    command.addAll(List.of("--jars", String.join(",", jars)));
    command.addAll(List.of("--class", FlightsExample.class.getName(), program));
    command.addAll(List.of("--input", input.toString()));
    command.addAll(List.of("--store", directory.resolve("airports").toString()));
    command.addAll(List.of("--output", directory.resolve("output").toString()));
    command.addAll(List.of("--customers", "10000"));
    return command;
  }

  private static boolean holdsExample(Path jar) {
    try (var files = new ZipFile(jar.toFile())) {
      return files.getEntry(FlightsExample.class.getName().replace('.', '/') + ".class") != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
