/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.bytes.Output;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file under its final name: an object store shows it when its stream is closed. Where the stream
 * cannot be aborted, an abandoned file is completed and deleted.
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

  /** After a failure the file may be there or not. */
  @Override
  public void finish() throws IOException {
    // even a failed close ends the upload: nothing is left to abort, and it may have succeeded
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
