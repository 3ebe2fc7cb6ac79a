/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.format.StoreFileInfo;
import java.io.Closeable;
import java.util.Collection;

/** A store file as {@link StoreFiles} asks it for keys. Thread-safe. */
public sealed interface LookupFile extends Closeable permits StoreFileReader, RemoteFile {
  StoreFileInfo info();

  /** Bytes of every key, or 0 if keys vary in length. */
  int keyWidth();

  /** The value of the key in these bytes, copied, or null if absent. */
  byte[] get(byte[] key, int offset, int length);

  boolean contains(byte[] key, int offset, int length);

  /** Entries with FROM &lt;= key &lt; TO in key order; null means unbounded. */
  EntryCursor scan(byte[] from, byte[] to);

  /** The same entries from the last to the first. */
  EntryCursor scanBackward(byte[] from, byte[] to);

  /**
   * Reads and checks everything: checksums, padding, key order, that the hash index leads to every
   * entry and nowhere else, counts, smallest and largest key.
   *
   * @throws CorruptFileException at the first thing that is wrong
   * @throws UnsupportedOperationException if the file is read remotely
   */
  void verify();

  /** Says that these keys will be asked for: what is far away may be read together. */
  void prepare(Collection<byte[]> keys);
}
