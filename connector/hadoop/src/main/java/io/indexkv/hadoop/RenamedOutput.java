/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.bytes.Output;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** A file on HDFS that is written under a temporary name in the directory of its final name. */
final class RenamedOutput implements Output {
  private final DistributedFileSystem fs;
  private final Path target;
  private final Path temporary;
  private final FSDataOutputStream stream;
  private boolean published;

  RenamedOutput(DistributedFileSystem fs, Path target) throws IOException {
    this.fs = fs;
    this.target = target;
    this.temporary =
        new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + ".tmp");
    // creates missing directories, too
    this.stream = fs.create(temporary, false);
  }

  @Override
  public String location() {
    return target.toString();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    stream.write(bytes, offset, length);
  }

  @Override
  public void finish() throws IOException {
    complete();
    if (!publishIfAbsent()) {
      throw new FileAlreadyExistsException(target + " exists already");
    }
  }

  /** Makes the content durable under the temporary name. */
  void complete() throws IOException {
    stream.hsync();
    stream.close();
  }

  /** Renames the complete file to its final name. Returns false if that name exists. */
  boolean publishIfAbsent() throws IOException {
    try {
      // rename(Path, Path) would not do: it returns false for many reasons
      fs.rename(temporary, target, Rename.NONE);
      published = true;
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (!published) {
      try {
        stream.close();
      } finally {
        fs.delete(temporary, false);
      }
    }
  }
}
