/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import io.indexkv.store.read.ReadMode;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The values of {@value StoreOption#READ_MODE}: how the tasks of a read access the bytes. */
public enum ScanMode {
  /** Files are mapped. Remote and compressed files come from the host's cache. */
  MMAP(ReadMode.mapped()),
  /** Files are copied into the executor's memory while a task has the store open. */
  HEAP(ReadMode.heap()),
  /** Single blocks are read directly from the store's storage. */
  REMOTE(ReadMode.remote(ReadMode.DEFAULT_CACHE_BYTES));

  private final ReadMode readMode;

  ScanMode(ReadMode readMode) {
    this.readMode = readMode;
  }

  /** The mode that a read asks for. Fails with a list of the modes if the value is another one. */
  public static ScanMode of(CaseInsensitiveStringMap options) {
    return EnumOption.parse(
        ScanMode.class,
        "option '" + StoreOption.READ_MODE + "'",
        options.getOrDefault(StoreOption.READ_MODE, MMAP.label()));
  }

  public ReadMode readMode() {
    return readMode;
  }

  /** The mode as a value of the option. */
  public String label() {
    return EnumOption.label(this);
  }
}
