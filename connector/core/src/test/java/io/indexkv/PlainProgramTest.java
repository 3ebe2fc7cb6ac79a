/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program runs on this JDK with no flag, and with the flags of newer ones, without a warning. */
class PlainProgramTest {
  @TempDir Path directory;

  static Stream<List<String>> flags() {
    List<List<String>> flags = new ArrayList<>(List.of(List.of()));
    int jdk = Runtime.version().feature();
    if (jdk >= 23) {
      flags.add(List.of("--sun-misc-unsafe-memory-access=deny"));
      flags.add(List.of("--sun-misc-unsafe-memory-access=allow"));
    }
    if (jdk >= 24) {
      flags.add(List.of("--illegal-native-access=deny"));
    }
    if (jdk >= 22) {
      flags.add(List.of("--enable-native-access=ALL-UNNAMED"));
    }
    // a runtime image that is cut down, without sun.misc.Unsafe
    flags.add(List.of("--limit-modules=java.base,java.logging"));
    return flags.stream();
  }

  @ParameterizedTest
  @MethodSource("flags")
  void writesAndReadsWithoutAWarning(List<String> flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), PlainProgram.class.getName()));
    command.add(directory.resolve("store").toString());
    Path printed = directory.resolve("printed");
    Path errors = directory.resolve("errors");
    int exit =
        new ProcessBuilder(command)
            .redirectOutput(printed.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    assertThat(text(errors)).isEmpty();
    assertThat(exit).isZero();
    assertThat(text(printed)).isEqualTo("[value 7, null] value 9999 10000");
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
