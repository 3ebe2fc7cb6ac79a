/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads of an import. They do not keep the program alive. */
final class ImportThreads {
  private ImportThreads() {}

  static ExecutorService of(int count) {
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, "indexkv-import");
          thread.setDaemon(true);
          return thread;
        });
  }
}
