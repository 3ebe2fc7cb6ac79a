/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine that some tests need. */
public final class Programs {
  private Programs() {}

  /** The first of these programs that is in the {@code PATH}. */
  public static Optional<Path> find(String... names) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a program, and returns what it has written to a file. Nothing of it runs on afterwards.
   *
   * @throws IOException if it fails, or runs for more than two minutes
   */
  public static String output(ProcessBuilder program, Path file)
      throws IOException, InterruptedException {
    Process process = program.redirectOutput(file.toFile()).start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new IOException(program.command() + " goes on: " + Files.readString(file));
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "%s ended with %d: %s"
                .formatted(program.command(), process.exitValue(), Files.readString(file)));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readString(file);
  }
}
