/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.error.NotPublishedException;
import io.indexkv.file.bytes.Output;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * Publishes on HDFS: writes under a temporary name, then renames. The NameNode refuses to rename to
 * a name that exists.
 */
record RenamePublication(DistributedFileSystem fs) implements Publication {

  @Override
  public boolean createIfAbsent(Path target, byte[] content) throws IOException {
    try (RenamedOutput out = open(target)) {
      try {
        out.write(content, 0, content.length);
        out.complete();
      } catch (IOException e) {
        throw new NotPublishedException("could not write " + target + ": " + e, e);
      }
      return out.publishIfAbsent();
    }
  }

  @Override
  public Output create(Path target) throws IOException {
    return open(target);
  }

  private RenamedOutput open(Path target) throws NotPublishedException {
    try {
      return new RenamedOutput(fs, target);
    } catch (IOException e) {
      throw new NotPublishedException("could not create " + target + ": " + e, e);
    }
  }
}
