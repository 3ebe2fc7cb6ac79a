/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.store.Measure;
import io.indexkv.benchmarks.peers.store.PeerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs one benchmark of one store, keeps the output of JMH and adds the scores. */
final class JmhRun {
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private static final String FLOOR = FloorBenchmark.class.getName() + ".";

  private final PeersOptions options;
  private final ResultDirectory results;

  JmhRun(PeersOptions options, ResultDirectory results) {
    this.options = options;
    this.results = results;
  }

  void measure(PeerStore store, Measure measure, Dataset data) throws IOException, RunnerException {
    String method = getClass().getPackageName() + "." + measure.method();
    RunResult result =
        run(
            store.toString(),
            measure,
            data,
            method,
            builder -> builder.param("store", store.toString()));
    add(store.toString(), measure, data, result);
    if (measure == Measure.BATCH) {
      Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
      results
          .scores()
          .add(
              new Score(
                  store.toString(),
                  data,
                  Measure.ALLOCATION,
                  allocation.getScore(),
                  allocation.getScoreError()));
    }
  }

  /** Measures the floor and the harness, if this measure has them. */
  void floor(Measure measure, Dataset data) throws IOException, RunnerException {
    switch (measure) {
      case HIT -> {
        floor("independent", PeerStore.FLOOR, measure, data);
        floor("harness", "harness", measure, data);
      }
      case CHAINED -> floor("dependent", PeerStore.FLOOR, measure, data);
      case BATCH -> floor("batch", PeerStore.FLOOR, measure, data);
      default -> {
        // only lookups have a floor
      }
    }
  }

  private void floor(String method, String label, Measure measure, Dataset data)
      throws IOException, RunnerException {
    add(label, measure, data, run(label, measure, data, FLOOR + method, builder -> builder));
  }

  private void add(String label, Measure measure, Dataset data, RunResult result)
      throws IOException {
    Result<?> primary = result.getPrimaryResult();
    results
        .scores()
        .add(new Score(label, data, measure, primary.getScore(), primary.getScoreError()));
  }

  private interface Further {
    ChainedOptionsBuilder add(ChainedOptionsBuilder builder);
  }

  private RunResult run(String label, Measure measure, Dataset data, String method, Further further)
      throws IOException, RunnerException {
    Path raw = results.raw("%s-%s-%s".formatted(data, measure, label));
    System.out.println("measuring " + raw.getFileName());
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .include("^" + Pattern.quote(method) + "$")
            .param("keys", data.keys().toString())
            .param("entries", Long.toString(data.entries()))
            .param("directory", options.data().toString())
            .threads(measure.threads())
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .output(raw + ".txt")
            .resultFormat(ResultFormatType.JSON)
            .result(raw + ".json");
    Collection<RunResult> all = new Runner(further.add(length(measure, builder)).build()).run();
    return List.copyOf(all).get(0);
  }

  private ChainedOptionsBuilder length(Measure measure, ChainedOptionsBuilder builder) {
    int iterations = options.iterations();
    return switch (measure) {
      case SCAN -> builder.forks(1).warmupIterations(2).measurementIterations(iterations);
      case OPEN -> builder.forks(1).warmupIterations(10).measurementIterations(4 * iterations);
      case BUILD, BUILD_UNSORTED ->
          builder.forks(1).warmupIterations(1).measurementIterations((iterations + 1) / 2);
      default -> {
        TimeValue time = TimeValue.seconds(options.seconds());
        yield builder
            .forks(options.forks())
            .warmupIterations(2)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time);
      }
    };
  }
}
