/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.testing.UserFacing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A package says in its Javadoc if its types may change in any release. */
class InternalPackagesTest {
  private static final String SENTENCE = "Internal: no compatibility is promised.";

  @Test
  void packagesThatAreNotForUsersSaySo() throws IOException {
    List<String> silent = new ArrayList<>();
    int packages = 0;
    for (String module : List.of("core", "hadoop", "spark", "cli")) {
      Path sources = Path.of("..", module, "src/main/java");
      for (Path directory : packages(sources)) {
        packages++;
        String name = sources.relativize(directory).toString().replace('/', '.');
        Path info = directory.resolve("package-info.java");
        boolean told = Files.exists(info) && Files.readString(info).contains(SENTENCE);
        if (told == UserFacing.PACKAGES.contains(name)) {
          silent.add(name);
        }
      }
    }
    assertThat(packages).isGreaterThan(7);
    assertThat(silent).as("packages whose package-info must (not) have: " + SENTENCE).isEmpty();
  }

  private static List<Path> packages(Path sources) throws IOException {
    try (Stream<Path> paths = Files.walk(sources)) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .toList();
    }
  }
}
