/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After every test, no store file may be mapped or open, and no thread of ours may run; on Linux,
 * where it shows.
 */
public final class LeakCheck implements AfterEachCallback {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Path HANDLES = Path.of("/proc/self/fd");

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (context.getTestInstances().isEmpty() || !Files.exists(MAPS)) {
      return;
    }
    assertThat(leaks()).as("left behind by %s", context.getDisplayName()).isEmpty();
  }

  static List<String> leaks() throws IOException {
    List<String> leaks = new ArrayList<>();
    try (Stream<String> maps = Files.lines(MAPS)) {
      maps.filter(m -> m.contains(".ikv")).forEach(m -> leaks.add("map " + m));
    }
    try (Stream<Path> handles = Files.list(HANDLES)) {
      for (Path handle : handles.toList()) {
        try {
          String target = Files.readSymbolicLink(handle).toString();
          if (target.contains(".ikv")) {
            leaks.add("handle " + target);
          }
        } catch (NoSuchFileException e) {
          // the handle of this listing itself
        }
      }
    }
    Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("indexkv"))
        .forEach(t -> leaks.add("thread " + t.getName()));
    return leaks;
  }
}
