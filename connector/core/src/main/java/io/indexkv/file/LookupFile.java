/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.StoreFileInfo;
import java.io.Closeable;
import java.util.Collection;

/** A store file in which {@link StoreFiles} looks up keys, mapped or remote. Thread-safe. */
public sealed interface LookupFile extends Closeable permits StoreFileReader, RemoteFile {
  StoreFileInfo info();

  /** Number of bytes of every key, or 0 if keys vary in length. */
  int keyWidth();

  /** A copy of the value of the key in these bytes, or null if absent. */
  byte[] get(byte[] key, int offset, int length);

  boolean contains(byte[] key, int offset, int length);

  /**
   * Entries in key order, from {@code from} (inclusive) to {@code to} (exclusive). Null means
   * unbounded.
   */
  EntryCursor scan(byte[] from, byte[] to);

  /**
   * Entries in descending key order, between {@code from} (inclusive) and {@code to} (exclusive).
   * Null means unbounded.
   */
  EntryCursor scanBackward(byte[] from, byte[] to);

  /**
   * Reads and checks everything: checksums, padding, key order, counts, smallest and largest key.
   * Also checks that the index leads to every entry and nowhere else.
   *
   * @throws io.indexkv.error.CorruptFileException at the first damage
   * @throws UnsupportedOperationException if the file is read remotely
   */
  void verify();

  /** The open file itself. Opens a remote file, if nobody has. */
  StoreFileReader reader();

  /** Announces lookups of these keys. A remote file may read their blocks together. */
  void prepare(Collection<byte[]> keys);
}
