/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.Machine;
import io.indexkv.benchmarks.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The conditions of a run, for its report: machine, versions and options. */
final class Conditions {
  private Conditions() {}

  static String describe(String[] args) throws IOException {
    return Machine.describe()
        + """
        - versions: revision %s, %s
        - command: `%s`
        - The page cache is warm. Lookups are drawn at random with replacement, and read whole
          values. Every JVM first checked its store's answers. Builds are not synced (see sync).
        """
            .formatted(Run.revision(), peers(), Run.command("peers", args));
  }

  /** Names of the peers' jars, which have their versions. */
  private static String peers() {
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .map(entry -> Path.of(entry).getFileName().toString().replaceAll("\\.jar$", ""))
        .filter(
            name ->
                name.matches("(jmh-core|sparkey|paldb|rocksdbjni|lmdbjava|hadoop-client-api)-.*"))
        .collect(Collectors.joining(", "));
  }
}
