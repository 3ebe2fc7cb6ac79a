/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.cursor.EntryCursor;

/** The entries of a snapshot, for lookups in it. Thread-safe. */
interface EntrySource {
  /** Entries with from &lt;= key &lt; to, in key order. A null bound means unbounded. */
  EntryCursor scan(byte[] from, byte[] to);

  /** Entries with from &lt;= key &lt; to, in reverse key order. A null bound means unbounded. */
  EntryCursor scanBackward(byte[] from, byte[] to);

  /**
   * The exception to throw instead of an error with which the JVM reported a failed read.
   *
   * @throws InternalError the error itself, if it is of another kind
   */
  CorruptFileException fault(InternalError error);
}
