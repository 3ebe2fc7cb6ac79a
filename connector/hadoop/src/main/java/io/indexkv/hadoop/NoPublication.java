/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.error.NotPublishedException;
import io.indexkv.file.bytes.Output;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;

/** Refuses to write on a file system where two writers could both commit the same version. */
record NoPublication(Path root) implements Publication {

  @Override
  public boolean createIfAbsent(Path target, byte[] content) throws IOException {
    throw refused();
  }

  /** Fails before the writer has written data, and not only at the commit. */
  @Override
  public Output create(Path target) throws IOException {
    throw refused();
  }

  private IOException refused() {
    return new NotPublishedException(
        "cannot write the store "
            + root
            + ": this file system cannot create a file atomically if it is absent, so two writers"
            + " could lose each other's commit. Expected HDFS, or the path capability "
            + ConditionalPublication.OPTION
            + ", which S3A has since Hadoop 3.4.2; found Hadoop "
            + VersionInfo.getVersion()
            + ". Use a newer Hadoop client, or, if only one job at a time writes this store, set "
            + HadoopOptions.SINGLE_WRITER
            + "=true",
        null);
  }
}
