/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.KeyKind;
import java.nio.file.Path;
import java.util.Locale;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The entries that a benchmark uses, and the directory of their stores. */
@State(Scope.Benchmark)
public class GivenData {
  @Param({"random"})
  String keys;

  @Param({"10000000"})
  String entries;

  @Param({"target/peers-data"})
  String directory;

  Dataset data() {
    return new Dataset(KeyKind.valueOf(keys.toUpperCase(Locale.ROOT)), Long.parseLong(entries));
  }

  StoreDirectory files(String store) {
    return StoreDirectory.of(Path.of(directory), data(), store);
  }
}
