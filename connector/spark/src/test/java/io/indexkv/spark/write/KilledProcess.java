/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A JVM that a test starts and kills at a certain moment. */
record KilledProcess(Process process, Path log) {

  /**
   * Starts a main class in a JVM with the options and the class path of this one.
   *
   * @param properties of the new JVM
   * @param log gets what the JVM prints
   */
  static KilledProcess start(Class<?> main, Map<String, String> properties, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-XX"))
        .forEach(command::add);
    command.add("-Xmx1g");
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add(main.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    // surefire's own class path is a jar that refers to the real class path
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new KilledProcess(builder.start(), log);
  }

  /** Waits for the moment, and kills the process. Fails if the process ends by itself. */
  void killAt(BooleanSupplier moment) throws Exception {
    try {
      await(moment);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("ended by SIGKILL, not by itself").isEqualTo(128 + 9);
  }

  private void await(BooleanSupplier moment) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (!moment.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("the moment did not come:\n" + Files.readString(log));
      }
      Thread.sleep(1);
    }
  }
}
