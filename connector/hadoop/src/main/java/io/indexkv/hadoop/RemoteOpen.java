/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Opens remote files whose length is known, which saves a request to an object store. */
final class RemoteOpen {
  private static final String POLICY = "fs.option.openfile.read.policy";
  private static final long BLOCK_SIZE = 128L << 20;

  private RemoteOpen() {}

  /**
   * Opens a file of {@code length} bytes.
   *
   * @param policy how the caller is going to read the file, for clients that can make use of it
   * @throws java.io.FileNotFoundException if it is missing; with some clients the first read throws
   *     this instead
   */
  static FSDataInputStream of(FileSystem fs, Path path, long length, String policy)
      throws IOException {
    FileStatus status = new FileStatus(length, false, 1, BLOCK_SIZE, 0, path);
    try {
      return fs.openFile(path).withFileStatus(status).opt(POLICY, policy).build().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IOException("cannot open " + path + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while opening " + path);
    }
  }
}
