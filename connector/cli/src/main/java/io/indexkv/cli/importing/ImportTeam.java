/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** Threads that do the same at the same time, while another thread waits for them. */
final class ImportTeam implements Closeable {
  private static final int WAIT_MILLIS = 100;

  private final ExecutorService threads;
  private final List<Future<?>> begun = new ArrayList<>();

  ImportTeam(int count) {
    threads = ImportThreads.of(count);
  }

  /**
   * Runs tasks and waits for them.
   *
   * @param watch runs in the waiting thread now and then
   * @return the results, in the order of the tasks
   * @throws IOException if a task failed, with the failure of the first of the tasks that did
   */
  <T> List<T> run(List<Callable<T>> tasks, Runnable watch) throws IOException {
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> task : tasks) {
      Future<T> future = threads.submit(task);
      futures.add(future);
      begun.add(future);
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(result(future, watch));
    }
    return results;
  }

  private static <T> T result(Future<T> future, Runnable watch) throws IOException {
    while (true) {
      try {
        return ImportThreads.result(future, WAIT_MILLIS);
      } catch (TimeoutException e) {
        watch.run();
      }
    }
  }

  /** Waits until all tasks have ended, and ends the threads. Tell the tasks to stop before. */
  @Override
  public void close() {
    threads.shutdown();
    begun.forEach(ImportThreads::awaitEnd);
  }
}
