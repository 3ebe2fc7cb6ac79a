/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The threads of an import, and how another thread waits for them. */
final class ImportThreads {
  private ImportThreads() {}

  /** So many threads, which do not keep the program alive. */
  static ExecutorService of(int count) {
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, "indexkv-import");
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Waits for the result of a task.
   *
   * @throws TimeoutException if there is none after so many milliseconds
   * @throws IOException if the task failed, or this thread was interrupted
   */
  static <T> T result(Future<T> task, int millis) throws IOException, TimeoutException {
    try {
      return task.get(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  /** Waits until a task has ended, even if interrupted, because its files must be deleted then. */
  static void awaitEnd(Future<?> task) {
    boolean interrupted = false;
    while (!task.isDone()) {
      try {
        task.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        // result() has reported it, or the failure of another task came first
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The error for an interrupt of this thread. */
  static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("the import was interrupted");
  }

  /** Throws what a task threw. Returns it if it is an {@link IOException}. */
  static IOException thrown(Throwable failure) {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return (IOException) failure;
  }
}
