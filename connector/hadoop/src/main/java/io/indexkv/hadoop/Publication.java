/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.bytes.Output;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** How a writer publishes a complete file on a file system without ever replacing another one. */
sealed interface Publication
    permits RenamePublication, ConditionalPublication, SingleWriterPublication, NoPublication {

  /** Does {@link io.indexkv.store.storage.Storage#createIfAbsent}. */
  boolean createIfAbsent(Path target, byte[] content) throws IOException;

  /** Does {@link io.indexkv.store.storage.Storage#create}, for a name that nobody else uses. */
  Output create(Path target) throws IOException;

  static Publication of(FileSystem fs, Path root, Configuration conf) throws IOException {
    if (fs instanceof DistributedFileSystem hdfs) {
      return new RenamePublication(hdfs);
    }
    if (fs.hasPathCapability(root, ConditionalPublication.OPTION)) {
      return new ConditionalPublication(fs);
    }
    return HadoopOptions.isSingleWriter(conf)
        ? new SingleWriterPublication(fs)
        : new NoPublication(root);
  }
}
