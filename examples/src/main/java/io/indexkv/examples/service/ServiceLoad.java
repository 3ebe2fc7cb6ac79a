/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a service under load while new versions arrive, and prints what that cost. It fails if an
 * answer was wrong or missing.
 */
public final class ServiceLoad {
  /** A look at the service's memory. */
  record Sample(double second, long version, long heapBytes, long ownKibibytes, long mappedParts) {
    String row() {
      return String.format(
          Locale.ROOT,
          "| %.0f | %d | %d | %d | %d |",
          second,
          version,
          heapBytes >> 20,
          ownKibibytes >> 10,
          mappedParts);
    }
  }

  /**
   * What was found.
   *
   * @param text a report in Markdown
   * @param versions newest version that an answer named
   */
  record Report(
      String text,
      long requests,
      long failed,
      List<String> failures,
      long versions,
      List<Sample> samples) {}

  private static final int SAMPLES = 20;

  private ServiceLoad() {}

  /** Takes the arguments of {@link LoadOptions}. */
  public static void main(String[] args) throws Exception {
    Report report = run(LoadOptions.parse(args));
    System.out.println(report.text());
    if (report.failed() > 0) {
      report.failures().forEach(System.err::println);
      System.exit(1);
    }
  }

  static Report run(LoadOptions options) throws IOException, InterruptedException {
    LoadStore store = new LoadStore(options.directory().resolve("store"), options.keys());
    store.create();
    List<Sample> samples = new ArrayList<>();
    try (LoadedProcess service =
        LoadedProcess.start(options.java(), options.jvmOption(), store, "--refresh-ms", "200")) {
      LoadClients clients = new LoadClients(service.uri(), store, options.clients());
      long begun = System.nanoTime();
      clients.start();
      try {
        change(options, store, service, begun, samples);
        clients.stop();
        double seconds = (System.nanoTime() - begun) / 1e9;
        samples.add(sample(service, begun));
        return report(options, clients, seconds, samples, metrics(service));
      } finally {
        clients.stop();
      }
    }
  }

  private static void change(
      LoadOptions options, LoadStore store, LoadedProcess service, long begun, List<Sample> samples)
      throws IOException, InterruptedException {
    long pause = Duration.ofSeconds(options.seconds()).toNanos() / (options.changes() + 1);
    int every = Math.max(1, options.changes() / SAMPLES);
    for (int i = 1; i <= options.changes() + 1; i++) {
      long until = begun + i * pause - System.nanoTime();
      Thread.sleep(Math.max(0, until / 1_000_000));
      if (i % every == 1 || every == 1) {
        samples.add(sample(service, begun));
      }
      if (i <= options.changes()) {
        store.change(Duration.ofSeconds(30));
      }
    }
  }

  /** The metrics of the service, over a connection that cannot have been idle for too long. */
  private static String metrics(LoadedProcess service) throws IOException {
    try (LoadClient observer = new LoadClient(service.uri())) {
      return observer.get("/metrics").body();
    }
  }

  private static Sample sample(LoadedProcess service, long begun) throws IOException {
    String metrics = metrics(service);
    return new Sample(
        (System.nanoTime() - begun) / 1e9,
        number(metrics, "indexkv_version"),
        number(metrics, "indexkv_heap_used_bytes"),
        service.ownKibibytes(),
        service.mappedParts());
  }

  private static long number(String metrics, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + " (\\d+)").matcher(metrics);
    if (!line.find()) {
      throw new IllegalStateException("/metrics has no " + name);
    }
    return Long.parseLong(line.group(1));
  }

  private static Report report(
      LoadOptions options,
      LoadClients clients,
      double seconds,
      List<Sample> samples,
      String metrics) {
    StringBuilder out = new StringBuilder();
    out.append("| requests | answered | a second | p50 ms | p99 ms | p99.9 ms | max ms |\n");
    out.append("|---|---:|---:|---:|---:|---:|---:|\n");
    long requests = clients.table(out, seconds);
    out.append(
        String.format(
            Locale.ROOT,
            "%n%,d requests in %.0f s from %d clients, %d failed. %d versions, %d refreshes.%n",
            requests,
            seconds,
            options.clients(),
            clients.failed(),
            clients.newest(),
            number(metrics, "indexkv_refreshes_total")));
    metrics
        .lines()
        .filter(line -> line.matches("indexkv_(lookup|json)_seconds_total .*"))
        .forEach(line -> out.append(line).append('\n'));
    out.append("\n| second | version | heap MiB | own memory MiB | mapped parts |\n");
    out.append("|---:|---:|---:|---:|---:|\n");
    samples.forEach(sample -> out.append(sample.row()).append('\n'));
    return new Report(
        out.toString(),
        requests,
        clients.failed(),
        clients.failures(),
        clients.newest(),
        List.copyOf(samples));
  }
}
