/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.LocalSpark;
import java.nio.file.Path;

/** The process that {@link StreamKillTest} kills. It runs a stream into a store. */
public final class KilledStream {
  static final String STREAM = "indexkv.test.stream";

  private KilledStream() {}

  public static void main(String[] args) throws Exception {
    LocalSpark.session(
        builder -> builder.config("spark.hadoop.fs.file.impl", PausingFileSystem.class.getName()));
    StreamOfFiles stream = new StreamOfFiles(Path.of(System.getProperty(STREAM)));
    StreamOfFiles.run(stream.into(stream.rows(), System.getProperty(PausingFileSystem.STORE)));
  }
}
