/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import java.util.List;

/**
 * Loads the classes that read Parquet files, while another thread reads the arguments. That one
 * waits before it uses them, so each class is initialized by one thread at a time.
 */
final class LoadAhead {
  /** Classes whose initialization loads many others. */
  static final List<String> CLASSES =
      List.of(
          "org.apache.parquet.hadoop.metadata.ParquetMetadata",
          "org.apache.parquet.format.FileMetaData",
          "org.apache.parquet.format.ColumnMetaData",
          "org.apache.parquet.format.converter.ParquetMetadataConverter",
          "org.apache.parquet.hadoop.ParquetFileReader",
          "org.apache.parquet.hadoop.ColumnChunkPageReadStore",
          "org.xerial.snappy.Snappy");

  private static Thread thread;

  private LoadAhead() {}

  /** Begins, unless the arguments of the import name a CSV file. */
  static synchronized void begin(String... args) {
    for (String arg : args) {
      if (arg.endsWith(".csv") || arg.equals("-") || arg.equals("--help")) {
        return;
      }
    }
    thread = new Thread(LoadAhead::load, "indexkv-load");
    thread.setDaemon(true);
    thread.start();
  }

  private static void load() {
    try {
      for (String name : CLASSES) {
        Class.forName(name);
      }
    } catch (ClassNotFoundException | LinkageError e) {
      return; // the import itself meets the error, and reports it
    }
  }

  /** Waits until the classes are loaded, if that has begun. */
  static synchronized void end() {
    boolean interrupted = false;
    while (thread != null && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    thread = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
