/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.bytes.Output;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file that is written under its final name. An object store shows it when its stream is closed.
 * If the stream cannot be aborted, closing an abandoned file completes it and deletes it.
 */
final class UploadedOutput implements Output {
  private static final String ABORTABLE = "fs.capability.outputstream.abortable";

  private final FileSystem fs;
  private final Path target;
  private final FSDataOutputStream stream;
  private boolean ended;

  UploadedOutput(FileSystem fs, Path target, FSDataOutputStream stream) {
    this.fs = fs;
    this.target = target;
    this.stream = stream;
  }

  @Override
  public String location() {
    return target.toString();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    stream.write(bytes, offset, length);
  }

  /** Closes the stream, which completes the file. After a failure the file may exist or not. */
  @Override
  public void finish() throws IOException {
    // a failed close ends the upload, too: nothing is left to abort, and the file may exist
    ended = true;
    stream.close();
  }

  @Override
  public void close() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    if (stream.hasCapability(ABORTABLE)) {
      stream.abort();
      return;
    }
    try {
      stream.close();
    } finally {
      fs.delete(target, false);
    }
  }
}
