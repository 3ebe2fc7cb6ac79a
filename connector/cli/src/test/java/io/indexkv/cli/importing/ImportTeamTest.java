/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ImportTeamTest {
  @Test
  void resultsAreInTheOrderOfTheTasks() throws IOException {
    List<Callable<Integer>> tasks = List.of(() -> 3, () -> 1, () -> 2);
    try (ImportTeam team = new ImportTeam(3)) {
      assertThat(team.run(tasks, () -> {})).containsExactly(3, 1, 2);
    }
  }

  @Test
  void theFailureOfTheFirstTaskIsThrown() {
    Callable<Integer> first =
        () -> {
          throw new IOException("first");
        };
    Callable<Integer> second =
        () -> {
          throw new IllegalStateException("second");
        };
    try (ImportTeam team = new ImportTeam(2)) {
      assertThatThrownBy(() -> team.run(List.of(first, second), () -> {}))
          .isInstanceOf(IOException.class)
          .hasMessage("first");
      assertThatThrownBy(() -> team.run(List.of(second, first), () -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("second");
    }
  }

  @Test
  void closeWaitsForTheTasksEvenIfInterrupted() {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicBoolean ended = new AtomicBoolean();
    Callable<Void> task =
        () -> {
          while (!stop.get()) {
            Thread.onSpinWait();
          }
          Thread.sleep(200);
          ended.set(true);
          return null;
        };
    try {
      try (ImportTeam team = new ImportTeam(1)) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> team.run(List.of(task), () -> {}))
            .isInstanceOf(InterruptedIOException.class);
        stop.set(true);
      }
      assertThat(ended).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
