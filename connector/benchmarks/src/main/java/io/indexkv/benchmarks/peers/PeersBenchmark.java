/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.runner.RunnerException;

/** The benchmark's program. It measures as its options say and writes a directory of results. */
public final class PeersBenchmark {
  private PeersBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
    PeersOptions options;
    try {
      options = PeersOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    ResultDirectory results;
    if (options.report() == null) {
      results = ResultDirectory.create(options.results(), Conditions.describe(args));
      new PeerRuns(options, results).run();
    } else {
      results = new ResultDirectory(options.report());
    }
    Path table = results.writeTable();
    System.out.println("results are in " + table);
  }
}
