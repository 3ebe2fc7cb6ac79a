/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.layers;

import io.indexkv.benchmarks.Stopwatch;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.Compaction;
import java.io.IOException;

/**
 * The cost of the compaction of all layers.
 *
 * @param read bytes of the layers
 * @param written bytes of the files it wrote
 * @param changed bytes of all layers but the oldest, which writers wrote to change entries
 */
record CompactionCost(double seconds, long read, long written, long changed) {
  static CompactionCost measure(Storage storage) throws IOException {
    Manifest before = new VersionLog(storage).latest().orElseThrow();
    Stopwatch watch = new Stopwatch();
    Manifest after = new Compaction(storage).run().orElse(before);
    double seconds = watch.seconds();
    int oldest = before.layers().size() - 1;
    long changed =
        before.layers().subList(0, oldest).stream()
            .flatMap(layer -> layer.all())
            .mapToLong(file -> file.info().length())
            .sum();
    long written = Long.parseLong(after.summary().getOrDefault("bytesWritten", "0"));
    return new CompactionCost(seconds, before.bytes(), written, changed);
  }
}
