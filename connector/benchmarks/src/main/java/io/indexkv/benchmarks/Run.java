/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** One run of a benchmark: its source revision, its options, and its directories. */
public final class Run {
  private static final List<String> DIRECTORIES = List.of("--data", "--results");

  private Run() {}

  /** The revision of the source tree, with a mark if the tree differs; "unknown" without git. */
  public static String revision() throws IOException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
            .redirectErrorStream(true)
            .start();
    String revision =
        new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      return git.waitFor() == 0 ? revision : "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  /** Creates {@code <results>/<date>-<revision>}, with a number if that exists. */
  public static Path createDirectory(Path results) throws IOException {
    String name = LocalDate.now(ZoneOffset.UTC) + "-" + revision();
    Path path = results.resolve(name);
    for (int next = 2; Files.exists(path); next++) {
      path = results.resolve(name + "-" + next);
    }
    return Files.createDirectories(path);
  }

  /**
   * Begins a session of Spark, which keeps its own files below {@code data}.
   *
   * @param jars jars for the executors of a cluster, separated by commas; may be empty
   */
  public static SparkSession.Builder session(String name, String master, Path data, String jars) {
    SparkSession.Builder session =
        SparkSession.builder()
            .appName(name)
            .master(master)
            .config("spark.ui.enabled", false)
            .config("spark.local.dir", data.resolve("tmp").toString())
            .config("spark.sql.warehouse.dir", data.resolve("warehouse").toString());
    return jars.isEmpty() ? session : session.config("spark.jars", jars);
  }

  /** Deletes a directory and everything in it, if it exists. */
  public static void deleteDirectory(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The plan without the data's path on this machine. */
  public static String withoutPath(String plan, Path data) {
    return plan.replace(data.toAbsolutePath().normalize().toString(), "…")
        .replace(data.toString(), "…");
  }

  /** The command that repeats the run, without directories, which mean nothing elsewhere. */
  public static String command(String profile, String... args) {
    StringBuilder options = new StringBuilder();
    for (int i = 0; i < args.length; i += 2) {
      if (!DIRECTORIES.contains(args[i])) {
        options
            .append(options.isEmpty() ? "" : " ")
            .append(args[i])
            .append(' ')
            .append(args[i + 1]);
      }
    }
    return "mvn -P" + profile + " … -Dbenchmark.args=\"" + options + "\"";
  }
}
