/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Headless Chromium, which runs the scripts of a page. */
final class Browser {
  private final Path program;
  private final Path directory;

  private Browser(Path program, Path directory) {
    this.program = program;
    this.directory = directory;
  }

  /** The browser of the {@code PATH}, or nothing. It keeps its profile in the directory. */
  static Optional<Browser> inPath(Path directory) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Browser(program, directory));
  }

  /** The page after its scripts have run. */
  String document(String address) throws IOException, InterruptedException {
    return run(address, List.of("--dump-dom"));
  }

  /** Makes a picture of the page. */
  void picture(String address, int width, int height, Path file)
      throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    run(address, List.of("--screenshot=" + file, "--window-size=" + width + "," + height));
  }

  private String run(String address, List<String> what) throws IOException, InterruptedException {
    Path out = directory.resolve("browser.out");
    Path log = directory.resolve("browser.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--user-data-dir=" + directory.resolve("profile"),
                // time of the page's own clock, which runs as fast as the page is ready
                "--virtual-time-budget=5000"));
    command.addAll(what);
    command.add(address);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("the browser failed at " + address + ": " + Files.readString(log));
      }
    } finally {
      process.destroyForcibly();
    }
    return new String(Files.readAllBytes(out), UTF_8);
  }
}
