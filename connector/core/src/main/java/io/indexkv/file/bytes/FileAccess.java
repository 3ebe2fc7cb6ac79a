/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

/** How a reader accesses the bytes of a local file. */
public enum FileAccess {
  /** The reader maps the file. All processes share its pages, and the system loads them on use. */
  MAPPED,
  /** The reader copies the file into memory outside of the heap when it opens the file. */
  COPIED
}
