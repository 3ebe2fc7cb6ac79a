/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own with the class path of this one. */
record ChildJvm(Process process, Path output) {

  static ChildJvm start(Path output, Class<?> main, String... arguments) throws IOException {
    return start(List.of(), output, main, arguments);
  }

  /** Starts a JVM by a program that takes the command as its last arguments. */
  static ChildJvm start(List<String> runner, Path output, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(runner);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // short lives: what they start with counts
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new ChildJvm(process, output);
  }

  void assertSucceeds() throws IOException, InterruptedException {
    int exit = process.waitFor();
    assertThat(exit).as(Files.readString(output)).isZero();
  }
}
