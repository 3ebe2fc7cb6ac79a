/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Where and with what a run was measured. */
final class Environment {
  private Environment() {}

  /** The revision of the source tree, marked if the tree differs from it; "unknown" without git. */
  static String revision() throws IOException {
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

  static String describe(SparkSession spark, String[] args, String store) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return """
        - machine: %s, %d cores, %d MiB of memory, %s %s, huge pages %s
        - versions: revision %s, Spark %s, %s %s
        - heap: at most %d MiB, %s
        - options: `%s`
        - store: %s
        - medians of the measured runs; heap and shuffle are the largest of them; the warm-up run
          (number 0) is in `raw.csv` only, the executed plans are in `plans.txt`
        """
        .formatted(
            processor(),
            system.getAvailableProcessors(),
            system.getTotalMemorySize() >> 20,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            hugePages(),
            revision(),
            spark.version(),
            System.getProperty("java.vm.name"),
            System.getProperty("java.runtime.version"),
            Runtime.getRuntime().maxMemory() >> 20,
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(collector -> collector.getName())
                .collect(Collectors.joining(", ")),
            withoutPaths(List.of(args)),
            store);
  }

  /** The options as given, but for the directories, which mean nothing elsewhere. */
  private static String withoutPaths(List<String> args) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < args.size(); i += 2) {
      if (!List.of("--data", "--results").contains(args.get(i))) {
        shown.append(' ').append(args.get(i)).append(' ').append(args.get(i + 1));
      }
    }
    return shown.isEmpty() ? "none" : shown.substring(1);
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  private static String hugePages() throws IOException {
    Path setting = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    return Files.isReadable(setting) ? Files.readString(setting).strip() : "unknown";
  }
}
