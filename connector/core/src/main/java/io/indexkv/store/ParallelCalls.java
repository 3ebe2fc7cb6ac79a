/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.LookupFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Opens many files at the same time: most of the time goes into waiting for their storage. */
final class ParallelOpen {
  /** Files below which threads cost more than they save. */
  private static final int FEW = 4;

  private static final int MOST_THREADS = 8;

  /** Opens one file; called by several threads. */
  interface Opening {
    LookupFile open(DataFile file) throws IOException;
  }

  private final List<DataFile> files;
  private final Opening opening;
  private final LookupFile[] opened;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private ParallelOpen(List<DataFile> files, Opening opening) {
    this.files = files;
    this.opening = opening;
    opened = new LookupFile[files.size()];
  }

  /** The open files in the order of FILES. If one cannot be opened, none is left open. */
  static List<LookupFile> open(List<DataFile> files, Opening opening) throws IOException {
    return new ParallelOpen(files, opening).run();
  }

  private List<LookupFile> run() throws IOException {
    List<Thread> helpers = new ArrayList<>();
    if (files.size() >= FEW) {
      for (int i = 1; i < Math.min(MOST_THREADS, files.size()); i++) {
        Thread helper = new Thread(this::openSome, "indexkv-open");
        helper.setDaemon(true);
        helper.start();
        helpers.add(helper);
      }
    }
    openSome();
    helpers.forEach(this::join);
    Throwable thrown = failure.get();
    if (thrown != null) {
      for (LookupFile file : opened) {
        if (file != null) {
          close(file, thrown);
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
    return List.of(opened);
  }

  private static void close(LookupFile file, Throwable because) {
    try {
      file.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private void openSome() {
    int i;
    while (failure.get() == null && (i = next.getAndIncrement()) < files.size()) {
      try {
        opened[i] = opening.open(files.get(i));
      } catch (IOException | RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  /** Waits even if interrupted, which lets no further file begin: what is open must be closed. */
  private void join(Thread helper) {
    boolean interrupted = false;
    while (helper.isAlive()) {
      try {
        helper.join();
      } catch (InterruptedException e) {
        interrupted = true;
        failure.compareAndSet(null, new InterruptedIOException("interrupted while opening files"));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
