/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.error.NotPublishedException;
import io.indexkv.file.bytes.Output;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Object stores that refuse to complete an upload if the object exists: S3A since 3.4.2. */
record ConditionalPublication(FileSystem fs) implements Publication {
  /** Option of a create, and path capability. The Hadoop we compile with has no constant for it. */
  static final String OPTION = "fs.option.create.conditional.overwrite";

  @Override
  public boolean createIfAbsent(Path target, byte[] content) throws IOException {
    try (Output out = create(target)) {
      try {
        out.write(content, 0, content.length);
      } catch (IOException e) {
        throw new NotPublishedException("could not write " + target + ": " + e, e);
      }
      return complete(out, target);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * Completes the upload; false if the object exists. A refused upload and a retry after a lost
   * answer look alike. The caller compares the object's bytes to tell them apart.
   */
  private boolean complete(Output out, Path target) throws IOException {
    try {
      out.finish();
      return true;
    } catch (IOException e) {
      if (exists(target, e)) {
        return false;
      }
      throw e;
    }
  }

  private boolean exists(Path target, IOException failure) throws IOException {
    try {
      return fs.exists(target);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  @Override
  public Output create(Path target) throws IOException {
    FSDataOutputStream stream;
    try {
      FSDataOutputStreamBuilder<?, ?> builder = fs.createFile(target);
      builder.create().recursive().overwrite(false).must(OPTION, true);
      stream = builder.build();
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new NotPublishedException("could not create " + target + ": " + e, e);
    }
    return new UploadedOutput(fs, target, stream);
  }
}
