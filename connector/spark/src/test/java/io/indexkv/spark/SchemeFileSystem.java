/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** Local files under their own scheme, so that IndexKV treats them as remote. */
public abstract class SchemeFileSystem extends RawLocalFileSystem {
  /** The superclass constructor already calls this. */
  @Override
  public abstract String getScheme();

  /** Runs before each file is created; may wait or fail. */
  protected abstract void beforeCreate(Path file) throws IOException;

  @Override
  public URI getUri() {
    return URI.create(getScheme() + ":///");
  }

  @Override
  public void initialize(URI uri, Configuration conf) throws IOException {
    super.initialize(getUri(), conf);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    beforeCreate(file);
    return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
  }
}
