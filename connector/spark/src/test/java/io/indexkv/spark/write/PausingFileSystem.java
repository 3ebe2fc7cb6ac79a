/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/**
 * Local files in the process to be killed. Each use of a store begins by resolving its location.
 * When the moment has come, this call waits for ever, and writes a file to report that.
 */
public final class PausingFileSystem extends LocalFileSystem {
  static final String MOMENT = "indexkv.test.moment";
  static final String STORE = "indexkv.test.store";
  static final String PAUSED = "indexkv.test.paused";

  /** Number of the version to wait for; 2 by default. */
  static final String VERSION = "indexkv.test.version";

  @Override
  public Path makeQualified(Path path) {
    String store = System.getProperty(STORE);
    if (path.toUri().getPath().equals(store)
        && hasCome(new StoreDirectory(java.nio.file.Path.of(store)))) {
      pause();
    }
    return super.makeQualified(path);
  }

  private static boolean hasCome(StoreDirectory store) {
    boolean inTask = TaskContext.get() != null;
    boolean published =
        store.manifests().contains("v%020d.json".formatted(Long.getLong(VERSION, 2)));
    return switch (Moment.valueOf(System.getProperty(MOMENT))) {
      case BEFORE_THE_FIRST_FILE -> inTask;
      case AFTER_THE_FIRST_FILES -> inTask && TaskContext.getPartitionId() > 0;
      case BEFORE_THE_COMMIT ->
          !inTask && !published && store.dataFiles().size() > KilledWriter.MANY_FILES;
      case DURING_THE_COMMIT -> false;
      case AFTER_THE_COMMIT -> !inTask && published;
    };
  }

  private static void pause() {
    try {
      Files.write(java.nio.file.Path.of(System.getProperty(PAUSED)), new byte[0]);
      Thread.sleep(Long.MAX_VALUE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody killed this process", e);
    }
  }
}
