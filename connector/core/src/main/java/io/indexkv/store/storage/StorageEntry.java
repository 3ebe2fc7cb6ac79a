/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

/**
 * A file or directory in a store.
 *
 * @param name relative to the store
 * @param length length in bytes; 0 for a directory
 * @param modified when it was last changed, by the clock of the storage, in milliseconds since 1970
 */
public record StorageEntry(String name, Kind kind, long length, long modified) {
  /** The kind of an entry. */
  public enum Kind {
    FILE,
    DIRECTORY
  }

  public boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  /** The last part of the name. */
  public String simpleName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
