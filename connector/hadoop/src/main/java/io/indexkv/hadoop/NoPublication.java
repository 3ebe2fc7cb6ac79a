/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.error.NotPublishedException;
import io.indexkv.file.bytes.Output;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;

/** Refuses to write where two writers could both believe that they committed a version. */
record NoPublication(Path root) implements Publication {

  @Override
  public boolean createIfAbsent(Path target, byte[] content) throws IOException {
    throw refused();
  }

  /** Refuses before the data is written and not only at the commit. */
  @Override
  public Output create(Path target) throws IOException {
    throw refused();
  }

  private IOException refused() {
    return new NotPublishedException(
        "cannot write the store "
            + root
            + ": this file system offers no atomic creation of an absent file (expected HDFS, or"
            + " the path capability "
            + ConditionalPublication.OPTION
            + ", which S3A has since Hadoop 3.4.2; this is Hadoop "
            + VersionInfo.getVersion()
            + "), so that two writers could lose each other's commit. Use a newer Hadoop client,"
            + " or, if only one job at a time writes this store, set "
            + HadoopOptions.SINGLE_WRITER
            + "=true",
        null);
  }
}
