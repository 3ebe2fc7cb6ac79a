/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.peers.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The directory of one run's results: {@code results/<date>-<revision>/}, with a number if that
 * exists. {@code scores.csv} has every number, {@code raw/} the output of JMH. {@code notes.md} has
 * the conditions and everything that was left out. {@code README.md} is made of these.
 */
record ResultDirectory(Path path) {
  static ResultDirectory create(Path results, String machine) throws IOException {
    Path path = Run.createDirectory(results);
    Files.createDirectories(path.resolve("raw"));
    Files.writeString(path.resolve("notes.md"), machine);
    ResultDirectory created = new ResultDirectory(path);
    ScoreFile.create(created.scores().path());
    return created;
  }

  ScoreFile scores() {
    return new ScoreFile(path.resolve("scores.csv"));
  }

  /** Path of a file of raw output, without its ending. */
  Path raw(String name) {
    return path.resolve("raw").resolve(name);
  }

  void note(String line) throws IOException {
    Files.write(path.resolve("notes.md"), List.of("- " + line), StandardOpenOption.APPEND);
  }

  Path writeTable() throws IOException {
    Scores scores = new Scores(scores().read());
    StringBuilder text = new StringBuilder("# Peers\n\n");
    text.append(Files.readString(path.resolve("notes.md")));
    for (Dataset data : scores.datasets()) {
      text.append("\n## ").append(data.keys()).append(" keys, ");
      text.append("%,d entries%n%n".formatted(data.entries()));
      text.append(new PeerTable(scores, data).markdown()).append('\n');
      text.append(new TargetTable(scores, data).markdown());
    }
    return Files.writeString(path.resolve("README.md"), text);
  }
}
