/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes the manifest that follows another. */
record NextVersion(Optional<Manifest> parent) {
  private static final Comparator<DataFile> BY_KEY =
      (a, b) -> Arrays.compareUnsigned(a.info().smallestKey(), b.info().smallestKey());

  Manifest overwrite(
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      List<DataFile> files,
      Map<String, String> properties) {
    List<DataFile> layer = new ArrayList<>(files);
    layer.sort(BY_KEY);
    long base = parent.map(Manifest::version).orElse(0L);
    return new Manifest(
        parent.map(Manifest::storeId).orElseGet(() -> UUID.randomUUID().toString()),
        base + 1,
        base,
        timestamp(),
        schema,
        keyColumns,
        keyTypes,
        layer.isEmpty() ? List.of() : List.of(layer),
        properties,
        summary("overwrite", layer));
  }

  /** Now, but after the parent even if the clock went back, so that time orders versions. */
  private long timestamp() {
    long now = System.currentTimeMillis();
    return parent.map(p -> Math.max(now, p.timestamp() + 1)).orElse(now);
  }

  private static Map<String, String> summary(String operation, List<DataFile> files) {
    long entries = files.stream().mapToLong(f -> f.info().entries()).sum();
    long bytes = files.stream().mapToLong(f -> f.info().length()).sum();
    return Map.of(
        "operation",
        operation,
        "entries",
        Long.toString(entries),
        "files",
        Integer.toString(files.size()),
        "bytes",
        Long.toString(bytes),
        "commit",
        UUID.randomUUID().toString());
  }
}
