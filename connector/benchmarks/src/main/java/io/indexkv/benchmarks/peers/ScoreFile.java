/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The file of a run's scores. The benchmark and the JVMs of the stores append to it. */
record ScoreFile(Path path) {
  static ScoreFile create(Path path) throws IOException {
    Files.write(path, List.of(Score.HEADER), StandardOpenOption.CREATE_NEW);
    return new ScoreFile(path);
  }

  void add(Score score) throws IOException {
    Files.write(path, List.of(score.encode()), StandardOpenOption.APPEND);
  }

  List<Score> read() throws IOException {
    return Files.readAllLines(path).stream().skip(1).map(Score::decode).toList();
  }
}
