/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import java.io.IOException;
import java.util.List;

/** A file that does what another does; tests override what shall differ. */
public class ForwardingRangedFile implements RangedFile {
  private final RangedFile file;

  public ForwardingRangedFile(RangedFile file) {
    this.file = file;
  }

  @Override
  public String location() {
    return file.location();
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public List<byte[]> read(List<FileRange> ranges) throws IOException {
    return file.read(ranges);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
