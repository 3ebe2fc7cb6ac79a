/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import io.indexkv.file.CompressionLimit;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.store.manifest.DataFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * The directory of one store. Names are relative to it, with '/' between parts. Thread-safe.
 *
 * <p>Stores reach file systems only through this interface. Local files are implemented here, and
 * any Hadoop file system in io.indexkv.hadoop.
 */
public interface Storage {
  /** The directory as a path or a URI, for messages. */
  String location();

  /** Length of a file in bytes, or -1 if there is no such file. */
  long length(String name) throws IOException;

  /**
   * Reads a small file as a whole.
   *
   * @throws NoSuchFileException if there is no such file
   */
  byte[] read(String name) throws IOException;

  /**
   * Publishes a whole file in one step. If {@code name} exists already, it stays untouched, and
   * this returns false. After a retry because of a lost answer, the existing file may be the one
   * that this call wrote.
   *
   * @return false if {@code name} existed
   * @throws io.indexkv.error.NotPublishedException if this call certainly did not publish {@code
   *     name}
   * @throws IOException otherwise: {@code name} may have been published, or may be later
   */
  boolean createIfAbsent(String name, byte[] content) throws IOException;

  /**
   * Begins a new file, under a name that nobody else uses. {@link Output#finish()} makes the whole
   * file visible, and fails if {@code name} exists by then.
   *
   * <p>A file system that cannot hide an unfinished file may show it earlier. That does no harm:
   * readers only use store files that a manifest lists.
   */
  Output create(String name) throws IOException;

  /**
   * Names, relative to the store, of the files directly in {@code directory}; empty if there is no
   * such directory.
   */
  List<String> list(String directory) throws IOException;

  /**
   * All files and directories below {@code directory}, at any depth. A directory comes after its
   * content. Empty if there is no such directory. A file that appears or disappears meanwhile may
   * be missing or not.
   */
  List<StorageEntry> walk(String directory) throws IOException;

  /**
   * Deletes a file or an empty directory.
   *
   * @return false if there was none
   */
  boolean delete(String name) throws IOException;

  /**
   * A local file with the content of {@code file}. It is the file itself if that is local, and
   * otherwise a cached copy that can be mapped.
   *
   * @throws io.indexkv.error.BrokenSnapshotException if the file is missing, or is not the listed
   *     one; this checks the whole content of a copy, but only the length of a local file
   */
  LocalFile fetch(DataFile file) throws IOException;

  /**
   * Reads {@code file} by ranges where it is. This call may not access the storage yet, so a
   * missing or shorter file may only fail when it is read.
   */
  RangedFile ranged(DataFile file) throws IOException;

  /**
   * Names of the hosts that store most of a file's bytes, the best first. Empty if all hosts reach
   * the file alike, or if nobody knows.
   */
  default List<String> hosts(DataFile file) throws IOException {
    return List.of();
  }

  /**
   * Whether the user has promised that only one writer works at a time, because this storage cannot
   * arrange it. Then a process may not write in two threads, either: a reader beside them could see
   * half of a file.
   */
  default boolean hasOneWriter() {
    return false;
  }

  /**
   * The same task for another thread. That thread does it as the user of the thread that calls
   * this, if the file system knows users of its own.
   */
  default Runnable asCaller(Runnable task) throws IOException {
    return task;
  }

  /**
   * How far compressed files of this store may inflate. The caller that opens the store can set
   * another limit.
   */
  default CompressionLimit compressionLimit() {
    return CompressionLimit.DEFAULT;
  }
}
