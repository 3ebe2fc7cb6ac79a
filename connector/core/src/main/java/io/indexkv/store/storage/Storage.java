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
 * <p>The one seam between stores and file systems: local files here, any Hadoop file system in
 * io.indexkv.hadoop.
 */
public interface Storage {
  /** The directory, for messages: a path or a URI. */
  String location();

  /** Length in bytes, or -1 if there is no such file. */
  long length(String name) throws IOException;

  /**
   * The whole content of a small file.
   *
   * @throws NoSuchFileException if there is none
   */
  byte[] read(String name) throws IOException;

  /**
   * Publishes a whole file in one step; false if NAME exists already, and then it is untouched.
   * After a lost answer that was tried again, what exists may be this very content.
   *
   * @throws NotPublishedException if NAME was certainly not published by this call
   * @throws IOException any other: NAME may have been published, now or later
   */
  boolean createIfAbsent(String name, byte[] content) throws IOException;

  /**
   * A new file to stream into, under a name that nobody else uses. {@link Output#finish()} shows it
   * whole, and fails if NAME exists by then. A file system that cannot hide a file until then may
   * show it earlier: readers know a store file by the manifest that lists it.
   */
  Output create(String name) throws IOException;

  /** Names (relative to the store) of the files directly in DIRECTORY; empty if there is none. */
  List<String> list(String directory) throws IOException;

  /**
   * All that is below DIRECTORY, at any depth, a directory behind what is in it; empty if there is
   * no such directory. What comes or goes meanwhile may be in it or not.
   */
  List<StorageEntry> walk(String directory) throws IOException;

  /** Deletes a file, or a directory that is empty; false if there was none. */
  boolean delete(String name) throws IOException;

  /**
   * A local file with the content of FILE: itself if local, else a cached copy that can be mapped.
   *
   * @throws BrokenSnapshotException if there is no such file or it is not the one that is listed,
   *     as far as that was looked at: a copy is checked whole, a local file by its length
   */
  LocalFile fetch(DataFile file) throws IOException;

  /**
   * FILE where it is, to be read by ranges. Asks the storage for nothing yet; that there is no such
   * file, or a shorter one, shows when it is read.
   */
  RangedFile ranged(DataFile file) throws IOException;

  /** How far compressed files of this store may inflate, unless who opens them says otherwise. */
  default CompressionLimit compressionLimit() {
    return CompressionLimit.DEFAULT;
  }
}
