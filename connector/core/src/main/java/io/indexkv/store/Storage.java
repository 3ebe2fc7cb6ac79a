/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.Output;
import java.io.IOException;
import java.nio.file.Path;
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

  /** The whole content of a small file. */
  byte[] read(String name) throws IOException;

  /** Publishes a whole file in one step; false if NAME exists already, and then it is untouched. */
  boolean createIfAbsent(String name, byte[] content) throws IOException;

  /** A new file to stream into; visible under NAME only after {@link Output#finish()}. */
  Output create(String name) throws IOException;

  /** Names (relative to the store) of the files directly in DIRECTORY; empty if there is none. */
  List<String> list(String directory) throws IOException;

  /** Deletes a file; false if there was none. */
  boolean delete(String name) throws IOException;

  /**
   * A local file with the content of FILE that can be mapped: itself if local, else a cached copy.
   */
  Path fetch(DataFile file) throws IOException;
}
