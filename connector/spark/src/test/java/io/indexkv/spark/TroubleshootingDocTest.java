/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that docs/troubleshooting.md has each exception of core, hadoop and spark. */
class TroubleshootingDocTest {
  private static final Path PAGE = Path.of("../../docs/troubleshooting.md");
  private static final List<String> MODULES = List.of("core", "hadoop", "spark");

  @Test
  void thePageHasEachError() throws IOException {
    String page = Files.readString(PAGE);
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .filteredOn(name -> name.endsWith("Exception.java"))
            .allSatisfy(
                name -> assertThat(page).contains("| `" + name.replace(".java", "") + "` |"));
      }
    }
  }
}
