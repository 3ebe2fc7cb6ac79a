/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.error.CommitConflictException;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreWriteOptions;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.store.LayerLimit;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.write.Compaction;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the number of layers of a store low while numbered batches come one after the other. When a
 * batch leaves half of the maximum, a thread of the driver folds the small newest layers into one.
 * Batches go on meanwhile. Only at the maximum does the next batch wait, and after each fold on a
 * storage that takes one writer at a time.
 *
 * <p>A fold is a compaction: it keeps the layers that others put on top meanwhile, and a killed one
 * leaves only files that no version lists.
 */
final class LayerRoom {
  private static final Logger LOG = LoggerFactory.getLogger(LayerRoom.class);

  /** How often a batch waits for a fold that others make useless. */
  private static final int TRIES = 20;

  /** The folds that this driver runs, by the location of the store. */
  private static final ConcurrentMap<String, FutureTask<Void>> RUNNING = new ConcurrentHashMap<>();

  private final StoreWrite write;

  LayerRoom(StoreWrite write) {
    this.write = write;
  }

  /**
   * Checks that a write may put a layer on top of a version.
   *
   * @param write what the message calls the write
   * @param orElse what the message says of the option that allows more layers
   * @throws IllegalStateException if the version has the maximum number of layers
   */
  static void require(
      HadoopPinnedStore store, StoreWriteOptions options, String write, String orElse) {
    LayerLimit.require(
        store.manifest(),
        store.location(),
        options.maxLayers(),
        write,
        "Compact the store first, by HadoopStores.history(location,"
            + " conf).compact(CompactOptions.defaults())%s '%s'"
                .formatted(orElse, StoreOption.MAX_LAYERS));
  }

  /**
   * Checks that the maximum leaves room for folds.
   *
   * @throws IllegalArgumentException if it does not
   */
  static void requireTwo(StoreWriteOptions options) {
    if (options.maxLayers() < 2) {
      throw new IllegalArgumentException(
          ("option '%s' is '%d': a stream, or a write with '%s', needs at least 2. It folds layers"
                  + " itself and never stops at the maximum")
              .formatted(StoreOption.MAX_LAYERS, options.maxLayers(), StoreOption.TXN_APP_ID));
    }
  }

  /**
   * Waits until the newest version has fewer layers than the maximum.
   *
   * @throws IOException if a fold fails
   */
  void make() throws IOException {
    if (write.storage().hasOneWriter()) {
      awaitRunning();
    }
    for (int tries = 1; ; tries++) {
      int layers = new VersionLog(write.storage()).latest().map(m -> m.layers().size()).orElse(0);
      if (layers < write.options().maxLayers()) {
        return;
      }
      if (tries > TRIES) {
        throw new IOException(
            ("store %s has %d layers, the maximum is %d, and other writers add layers faster than"
                    + " they are folded: allow more by option '%s', or write less often")
                .formatted(
                    write.location(), layers, write.options().maxLayers(), StoreOption.MAX_LAYERS));
      }
      await(fold());
    }
  }

  /** Waits for a fold that goes on although the one who began it was interrupted. */
  private void awaitRunning() throws IOException {
    FutureTask<Void> running = RUNNING.get(write.location());
    if (running != null) {
      await(running);
    }
  }

  private void await(FutureTask<Void> fold) throws IOException {
    try {
      fold.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while layers were folded");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof CommitConflictException)) {
        throw new IOException(
            "store %s has many layers (the maximum is %d), and they could not be folded: %s"
                .formatted(
                    write.location(), write.options().maxLayers(), e.getCause().getMessage()),
            e.getCause());
      }
    }
  }

  /**
   * Begins a fold if the version has many layers, and waits for it where only one writer may work.
   * Never throws, because the batch is published.
   */
  void keep(Manifest published) {
    try {
      if (published.layers().size() >= write.options().maxLayers() / 2 && count(published) > 0) {
        FutureTask<Void> fold = fold();
        if (write.storage().hasOneWriter()) {
          await(fold);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.warn("store {}: layers are not folded now", write.location(), e);
    }
  }

  /** The running fold of the store, or a new one. */
  private FutureTask<Void> fold() throws IOException {
    Author author = SparkAuthor.ofSession();
    FutureTask<Void> fold = new FutureTask<>(() -> run(author));
    Runnable task = write.storage().asCaller(fold);
    FutureTask<Void> running = RUNNING.putIfAbsent(write.location(), fold);
    if (running != null) {
      return running;
    }
    Thread thread = new Thread(task, "indexkv-fold-layers");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (Error e) {
      RUNNING.remove(write.location(), fold);
      throw e;
    }
    return fold;
  }

  private Void run(Author author) throws IOException {
    try {
      foldNewest(author);
      return null;
    } catch (CommitConflictException e) {
      LOG.info("store {}: {}", write.location(), e.getMessage());
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      LOG.warn("store {}: layers could not be folded", write.location(), e);
      throw e;
    } finally {
      RUNNING.remove(write.location());
    }
  }

  private void foldNewest(Author author) throws IOException {
    Manifest newest = new VersionLog(write.storage()).latest().orElseThrow();
    int count = count(newest);
    if (count == 0) {
      return;
    }
    new Compaction(write.storage())
        .toFilesOf(write.options().targetFileSize())
        .ofNewestLayers(count)
        .by(author)
        .run()
        .ifPresent(
            folded ->
                LOG.info(
                    "store {}: version {} has {} layers, {} were folded",
                    write.location(),
                    folded.version(),
                    folded.layers().size(),
                    count));
  }

  private int count(Manifest version) {
    List<Long> bytes = version.layers().stream().map(LayerRoom::bytes).toList();
    return count(bytes, bytes.size() >= write.options().maxLayers());
  }

  private static long bytes(Layer layer) {
    return layer.all().map(DataFile::info).mapToLong(StoreFileInfo::length).sum();
  }

  /**
   * How many of the newest layers to fold; 0 for none. The oldest of them is no larger than all
   * newer ones together, so that a large layer is rewritten rarely. If there is no such layer, a
   * full store folds the newest half.
   *
   * @param bytes size of each layer, the newest first
   */
  static int count(List<Long> bytes, boolean full) {
    int count = full ? Math.max(2, bytes.size() / 2) : 0;
    long newer = 0;
    for (int i = 0; i < bytes.size(); i++) {
      if (i > 0 && bytes.get(i) <= newer) {
        count = i + 1;
      }
      newer += bytes.get(i);
    }
    return count;
  }

  /** Whether a fold runs; for tests. */
  static boolean isFolding() {
    return !RUNNING.isEmpty();
  }

  /** Waits until no fold runs; for tests. */
  static void awaitAll() throws InterruptedException {
    for (FutureTask<Void> fold : RUNNING.values()) {
      try {
        fold.get();
      } catch (ExecutionException e) {
        // it has been logged
      }
    }
  }
}
