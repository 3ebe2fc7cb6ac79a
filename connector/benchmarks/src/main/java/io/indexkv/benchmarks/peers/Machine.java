/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where and with what a run was measured. */
final class Machine {
  private static final List<String> DIRECTORIES = List.of("--data", "--results");

  private Machine() {}

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

  static String describe(String[] args) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return """
        - machine: %s, %d cores, %d MiB of memory, %s %s, huge pages %s, load average before %s
        - versions: revision %s, %s; %s %s
        - heap: at most %d MiB a JVM, %s
        - command: `mvn -Ppeers … -Dbenchmark.args="%s"`
        - page cache warm; lookups drawn at random with replacement; values read whole; every JVM
          checked its store's answers first; builds are not synced (see sync)
        """
        .formatted(
            processor(),
            system.getAvailableProcessors(),
            system.getTotalMemorySize() >> 20,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            text("/sys/kernel/mm/transparent_hugepage/enabled"),
            text("/proc/loadavg"),
            revision(),
            peers(),
            System.getProperty("java.vm.name"),
            System.getProperty("java.runtime.version"),
            Runtime.getRuntime().maxMemory() >> 20,
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(collector -> collector.getName())
                .collect(Collectors.joining(", ")),
            withoutPaths(List.of(args)));
  }

  /** Names of the peers' jars, which tell their versions. */
  private static String peers() {
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .map(entry -> Path.of(entry).getFileName().toString().replaceAll("\\.jar$", ""))
        .filter(
            name ->
                name.matches("(jmh-core|sparkey|paldb|rocksdbjni|lmdbjava|hadoop-client-api)-.*"))
        .collect(Collectors.joining(", "));
  }

  /** The options as given, but for the directories, which mean nothing elsewhere. */
  private static String withoutPaths(List<String> args) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < args.size(); i += 2) {
      if (!DIRECTORIES.contains(args.get(i))) {
        shown.append(' ').append(args.get(i)).append(' ').append(args.get(i + 1));
      }
    }
    return shown.isEmpty() ? "" : shown.substring(1);
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

  private static String text(String file) throws IOException {
    Path path = Path.of(file);
    return Files.isReadable(path) ? Files.readString(path).strip() : "unknown";
  }
}
