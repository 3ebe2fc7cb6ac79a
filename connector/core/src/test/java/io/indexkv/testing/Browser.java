/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Headless Chromium, which runs the scripts of a page. */
public final class Browser {
  private final Path program;
  private final Path directory;

  private Browser(Path program, Path directory) {
    this.program = program;
    this.directory = directory;
  }

  /** The browser of the {@code PATH}, or nothing. It keeps its profile in the directory. */
  public static Optional<Browser> inPath(Path directory) {
    return Programs.find("chromium", "chromium-browser", "google-chrome")
        .map(program -> new Browser(program, directory));
  }

  /** The page after its scripts have run. */
  public String document(String address) throws IOException, InterruptedException {
    return run(address, List.of("--dump-dom"));
  }

  /** Makes a picture of the page in light colors. */
  public void picture(String address, int width, int height, Path file)
      throws IOException, InterruptedException {
    picture(address, width, height, file, List.of());
  }

  /** Makes a picture of the page as someone sees it who prefers dark colors. */
  public void darkPicture(String address, int width, int height, Path file)
      throws IOException, InterruptedException {
    picture(address, width, height, file, List.of("--blink-settings=preferredColorScheme=0"));
  }

  private void picture(String address, int width, int height, Path file, List<String> colors)
      throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    List<String> what = new ArrayList<>(colors);
    what.add("--screenshot=" + file.toAbsolutePath());
    what.add("--window-size=" + width + "," + height);
    run(address, what);
  }

  private String run(String address, List<String> what) throws IOException, InterruptedException {
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
    Path log = directory.resolve("browser.log");
    ProcessBuilder browser = new ProcessBuilder(command).redirectError(log.toFile());
    try {
      return Programs.output(browser, directory.resolve("browser.out"));
    } catch (IOException e) {
      throw new IOException("the browser failed at " + address + ": " + Files.readString(log), e);
    }
  }
}
