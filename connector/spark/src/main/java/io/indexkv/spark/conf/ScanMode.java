/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import io.indexkv.store.read.ReadMode;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** What {@value StoreOption#READ_MODE} says about how the tasks of a read get at the bytes. */
public enum ScanMode {
  /** Files are mapped, remote and compressed ones from the host's cache. */
  MMAP(ReadMode.mapped()),
  /** Likewise, but copied into memory of the executor while a task has the store open. */
  HEAP(ReadMode.heap()),
  /** Single blocks are read from where the store is. */
  REMOTE(ReadMode.remote(ReadMode.DEFAULT_CACHE_BYTES));

  private final ReadMode readMode;

  ScanMode(ReadMode readMode) {
    this.readMode = readMode;
  }

  /** What a read says; an error that lists the values if it says another one. */
  public static ScanMode of(CaseInsensitiveStringMap options) {
    return EnumOption.parse(
        ScanMode.class,
        "option '" + StoreOption.READ_MODE + "'",
        options.getOrDefault(StoreOption.READ_MODE, MMAP.label()));
  }

  public ReadMode readMode() {
    return readMode;
  }

  /** The value of the option. */
  public String label() {
    return EnumOption.label(this);
  }
}
