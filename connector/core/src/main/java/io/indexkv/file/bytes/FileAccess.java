/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

/** How the bytes of a local file are had. */
public enum FileAccess {
  /** Mapped: in the page cache, shared by all processes, read when touched. */
  MAPPED,
  /** Copied into memory of this process, outside of the heap, when the file is opened. */
  COPIED
}
