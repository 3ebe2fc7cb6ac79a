/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.read.KeySlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the hosts that store what a task reads, so that Spark runs the task there if it can. Asks
 * the storage once for each file, and no more if the first file has no hosts. Thread-safe.
 */
final class SliceHosts {
  /** With more files, asking for all of them would take longer than it saves. */
  private static final int MAX_FILES = 1000;

  /** Number of hosts named for a task. */
  private static final int MAX_HOSTS = 3;

  private final PinnedStore store;
  private final Map<DataFile, List<String>> known = new HashMap<>();

  /** The files of the store; null until somebody asks. */
  private List<DataFile> files;

  private boolean none;

  SliceHosts(PinnedStore store) {
    this.store = store;
  }

  /** The hosts that store most of some slices, the best first; none if nobody knows. */
  synchronized String[] of(List<KeySlice> slices) {
    if (files == null) {
      files = store.manifest().layers().stream().flatMap(layer -> layer.files().stream()).toList();
      none = files.size() > MAX_FILES;
    }
    Map<String, Double> bytes = new LinkedHashMap<>();
    for (DataFile file : none ? List.<DataFile>of() : files) {
      double share = 0;
      for (KeySlice slice : slices) {
        share += ListedFiles.share(file.info(), slice);
      }
      if (share > 0) {
        for (String host : hosts(file)) {
          bytes.merge(host, file.info().length() * Math.min(1, share), Double::sum);
        }
      }
    }
    List<String> best = new ArrayList<>(bytes.keySet());
    // of equal hosts the one that the storage named first comes first
    best.sort(Comparator.<String>comparingDouble(bytes::get).reversed());
    return best.stream().limit(MAX_HOSTS).toArray(String[]::new);
  }

  private List<String> hosts(DataFile file) {
    if (none) {
      return List.of();
    }
    List<String> hosts = known.computeIfAbsent(file, store::hosts);
    none = known.size() == 1 && hosts.isEmpty();
    return hosts;
  }
}
