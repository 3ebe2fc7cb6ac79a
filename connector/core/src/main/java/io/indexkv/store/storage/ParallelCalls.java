/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import io.indexkv.store.manifest.DataFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Does the same with many files, several at a time. The threads mostly wait for the storage.
 *
 * @param <R> the result for a file, not null
 */
public final class ParallelCalls<R> {
  /** With fewer files, threads cost more than they save. */
  private static final int FEW = 4;

  private static final int MAX_THREADS = 8;

  /** Handles one file. Several threads call it. */
  public interface Call<R> {
    R run(DataFile file) throws IOException;
  }

  /** Undoes the result for a file, because the call for another one failed. */
  public interface Undo<R> {
    void run(R result) throws IOException;
  }

  private final List<DataFile> files;
  private final Call<R> call;
  private final List<R> results;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private ParallelCalls(List<DataFile> files, Call<R> call) {
    this.files = files;
    this.call = call;
    results = new ArrayList<>(Collections.nCopies(files.size(), null));
  }

  /**
   * Calls {@code call} for each file, as the user that {@code storage} sees here. If a call fails,
   * {@code undo} gets all results so far, and this throws the failure.
   *
   * @return the results in the order of {@code files}
   */
  public static <R> List<R> run(Storage storage, List<DataFile> files, Call<R> call, Undo<R> undo)
      throws IOException {
    ParallelCalls<R> calls = new ParallelCalls<>(files, call);
    calls.runAll(storage);
    Throwable thrown = calls.failure.get();
    if (thrown == null) {
      return calls.results;
    }
    for (R result : calls.results) {
      if (result != null) {
        undo(undo, result, thrown);
      }
    }
    if (thrown instanceof IOException e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    throw (Error) thrown;
  }

  private static <R> void undo(Undo<R> undo, R result, Throwable because) {
    try {
      undo.run(result);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private void runAll(Storage storage) throws IOException {
    List<Thread> helpers = new ArrayList<>();
    if (files.size() >= FEW) {
      Runnable some = storage.asCaller(this::runSome);
      for (int i = 1; i < Math.min(MAX_THREADS, files.size()); i++) {
        Thread helper = new Thread(some, "indexkv-files");
        helper.setDaemon(true);
        helper.start();
        helpers.add(helper);
      }
    }
    runSome();
    helpers.forEach(this::join);
  }

  private void runSome() {
    int i;
    while (failure.get() == null && (i = next.getAndIncrement()) < files.size()) {
      try {
        // each element is set by one thread, and read after all threads have ended
        results.set(i, call.run(files.get(i)));
      } catch (IOException | RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  /**
   * Waits for the thread even if interrupted, because results must be undone. An interrupt keeps
   * further files from starting.
   */
  private void join(Thread helper) {
    boolean interrupted = false;
    while (helper.isAlive()) {
      try {
        helper.join();
      } catch (InterruptedException e) {
        interrupted = true;
        failure.compareAndSet(
            null, new InterruptedIOException("interrupted while working on several files"));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
