/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The service in a process of its own, and what Linux says of its memory. */
final class LoadedProcess implements Closeable {
  private static final String SERVING = "serving ";

  private final Process process;
  private final URI uri;

  private LoadedProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts {@link ServeStore}.
   *
   * @param jvmOption an option of the JVM
   */
  static LoadedProcess start(String java, String jvmOption, LoadStore store, String... more)
      throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    java,
                    jvmOption,
                    "-cp",
                    System.getProperty("java.class.path"),
                    ServeStore.class.getName(),
                    store.path().toString(),
                    "--key",
                    "id",
                    "--columns",
                    LoadStore.COLUMNS),
                Stream.of(more))
            .toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = out.readLine();
    if (line == null || !line.startsWith(SERVING)) {
      process.destroy();
      throw new IOException("the service did not start: " + line);
    }
    return new LoadedProcess(
        process, URI.create(line.substring(SERVING.length()).replaceAll("/$", "")));
  }

  /** Its address, without a path. */
  URI uri() {
    return uri;
  }

  /** Number of mapped parts of store files, those of deleted files included; -1 if unknown. */
  long mappedParts() throws IOException {
    Path maps = proc("maps");
    if (!Files.isReadable(maps)) {
      return -1;
    }
    try (Stream<String> lines = Files.lines(maps)) {
      return lines.filter(line -> line.contains(".ikv")).count();
    }
  }

  /** Memory that belongs to the process alone, in KiB: not the page cache. -1 if unknown. */
  long ownKibibytes() throws IOException {
    Path status = proc("status");
    if (!Files.isReadable(status)) {
      return -1;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(-1);
    }
  }

  private Path proc(String name) {
    return Path.of("/proc", Long.toString(process.pid()), name);
  }

  /** Tells the service to stop. */
  void terminate() {
    process.destroy();
  }

  /** Waits until the process has ended; false if it does not end. */
  boolean awaitEnd() throws InterruptedException {
    return process.waitFor(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
