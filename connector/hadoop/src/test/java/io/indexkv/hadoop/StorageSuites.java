/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.StoreHistory;
import io.indexkv.StoreHistorySuite;
import io.indexkv.store.ChangesSuite;
import io.indexkv.store.CrashSuite;
import io.indexkv.store.LifecycleSuite;
import io.indexkv.store.VacuumSuite;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What stores must do on any storage, on one that is far away. */
abstract class StorageSuites {
  /** A tenth of the operations, each kind of fault another; 1 with -Dindexkv.crash.stride=1. */
  private static final int STRIDE = Integer.getInteger("indexkv.crash.stride", 10);

  /** The stride on HDFS if there is an S3 server, too: HDFS is then tested with two clients. */
  private static final int STRIDE_AGAIN = Integer.getInteger("indexkv.crash.stride", 20);

  /** Number of steps of a random walk. Each has some commits or none, and two reads. */
  private static final int STEPS = 30;

  private final StorageCase which;
  @TempDir Path directory;
  private Storage storage;

  StorageSuites(StorageCase which) {
    this.which = which;
  }

  @BeforeEach
  void open() {
    storage = newStorage();
  }

  private Storage newStorage() {
    try {
      return which.open(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nested
  class Crash extends CrashSuite {
    @Override
    protected Storage storage(String name) {
      return newStorage();
    }

    @Override
    protected int stride() {
      return which == StorageCase.HDFS && StorageCase.hasServer() ? STRIDE_AGAIN : STRIDE;
    }
  }

  @Nested
  class Changes extends ChangesSuite {
    @Override
    protected Storage storage() {
      return storage;
    }

    @Override
    protected int steps() {
      return STEPS;
    }
  }

  @Nested
  class Lifecycle extends LifecycleSuite {
    @Override
    protected Storage storage() {
      return storage;
    }
  }

  @Nested
  class Vacuum extends VacuumSuite {
    @Override
    protected Storage storage() {
      return storage;
    }
  }

  @Nested
  class History extends StoreHistorySuite {
    @Override
    protected Storage storage() {
      return storage;
    }

    @Override
    protected StoreHistory history() throws IOException {
      return HadoopStores.history(storage.location(), which.configuration(directory));
    }
  }
}
