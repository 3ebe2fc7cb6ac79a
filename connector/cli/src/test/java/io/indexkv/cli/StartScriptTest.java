/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the program with its script, on a terminal and without one. */
class StartScriptTest {
  @TempDir Path directory;

  @BeforeEach
  void copyTheScript() throws IOException {
    Files.copy(Path.of("indexkv"), directory.resolve("indexkv"));
    // the jar is made after the tests, so the classes come from the class path of this JVM
    try (JarOutputStream jar =
        new JarOutputStream(
            Files.newOutputStream(directory.resolve("indexkv-cli-0-runtime.jar")))) {
      jar.finish();
    }
    Files.writeString(directory.resolve("numbers.csv"), "id,name\n1,one\n2,two\n3,three\n");
  }

  @Test
  void aTerminalShowsABar() throws Exception {
    assumeTrue(
        Programs.find("script").isPresent() && isOfUtilLinux(),
        "no program script of util-linux, which makes a terminal");
    String onTerminal = run("script", "-qec", "./indexkv import s numbers.csv --key id", "record");
    assertThat(onTerminal).containsPattern("\rreading .*3 entries").contains("3 records imported");
  }

  private boolean isOfUtilLinux() throws InterruptedException {
    try {
      return run("script", "--version").contains("util-linux");
    } catch (IOException e) {
      return false; // others do not know this flag
    }
  }

  @Test
  void aFileHasNoBar() throws Exception {
    String elsewhere = run("./indexkv", "import", "t", "numbers.csv", "--key", "id");
    assertThat(elsewhere).contains("3 records imported").doesNotContain("reading", "\r");
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("SHELL", "/bin/sh");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put(
        "INDEXKV_CLASSPATH",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    return Programs.output(builder.redirectErrorStream(true), out);
  }
}
