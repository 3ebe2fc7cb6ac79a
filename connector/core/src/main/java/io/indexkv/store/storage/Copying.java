/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

/**
 * What it cost to copy files to this host.
 *
 * @param files that were copied
 * @param bytes of them, as the storage has them
 * @param nanos that the copies took, added up over the files; files are copied at the same time
 */
public record Copying(int files, long bytes, long nanos) {
  /** Nothing was copied. */
  public static final Copying NONE = new Copying(0, 0, 0);

  /** Both together. */
  public Copying plus(Copying other) {
    return new Copying(files + other.files, bytes + other.bytes, nanos + other.nanos);
  }
}
