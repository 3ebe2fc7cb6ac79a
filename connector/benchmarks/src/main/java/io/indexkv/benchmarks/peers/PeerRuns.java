/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.store.Measure;
import io.indexkv.benchmarks.peers.store.PeerStore;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Prepares every store in a JVM of its own, then measures. It takes one measure of all stores after
 * the other, so that compared numbers are measured close together in time.
 */
final class PeerRuns {
  private final PeersOptions options;
  private final ResultDirectory results;
  private final JmhRun jmh;

  PeerRuns(PeersOptions options, ResultDirectory results) {
    this.options = options;
    this.results = results;
    jmh = new JmhRun(options, results);
  }

  void run() throws IOException, InterruptedException, RunnerException {
    for (Dataset data : options.datasets()) {
      results.scores().add(raw(data));
      List<PeerStore> stores = new ArrayList<>();
      for (PeerStore store : options.stores()) {
        if (!leftOut(store, Measure.SIZE, data)) {
          prepare(store, data);
          stores.add(store);
        }
      }
      for (Measure measure : options.measures()) {
        for (PeerStore store : stores) {
          if (!leftOut(store, measure, data)) {
            jmh.measure(store, measure, data);
          }
        }
        if (stores.contains(PeerStore.ANCESTOR)) {
          jmh.floor(measure, data);
        }
      }
    }
  }

  private static Score raw(Dataset data) {
    return new Score(PeerStore.FLOOR, data, Measure.RAW, data.rawBytes(), Double.NaN);
  }

  private boolean leftOut(PeerStore store, Measure measure, Dataset data) throws IOException {
    Optional<String> reason = store.peer().leftOut(measure, data);
    if (reason.isPresent()) {
      String what = measure == Measure.SIZE ? "" : ", " + measure.label();
      results.note("%s, %s%s: left out, %s".formatted(store, data, what, reason.get()));
    }
    return reason.isPresent();
  }

  private void prepare(PeerStore store, Dataset data) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-classpath",
            System.getProperty("java.class.path"),
            Preparation.class.getName(),
            store.toString(),
            data.keys().toString(),
            Long.toString(data.entries()),
            options.data().toString(),
            results.scores().path().toString()));
    System.out.println("preparing " + store + ", " + data);
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException(
          "preparing %s, %s failed with exit code %d, see above".formatted(store, data, exit));
    }
  }
}
