/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.error.NotPublishedException;
import io.indexkv.file.bytes.Output;
import java.io.IOException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Checks that a file is absent and then creates it. That is not one step, but the user has promised
 * that there is a single writer.
 */
record SingleWriterPublication(FileSystem fs) implements Publication {

  @Override
  public boolean createIfAbsent(Path target, byte[] content) throws IOException {
    try (Output out = create(target)) {
      out.write(content, 0, content.length);
      out.finish();
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    long found = fs.getFileStatus(target).getLen();
    if (found != content.length) {
      throw new IOException(
          "wrote " + content.length + " bytes to " + target + ", found " + found + " afterwards");
    }
    return true;
  }

  @Override
  public Output create(Path target) throws IOException {
    try {
      return new UploadedOutput(fs, target, fs.create(target, false));
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      throw new NotPublishedException("could not create " + target + ": " + e, e);
    }
  }
}
