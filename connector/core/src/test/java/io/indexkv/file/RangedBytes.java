/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import java.util.Arrays;
import java.util.List;

/** A file in memory that is read by ranges. */
record RangedBytes(String location, byte[] file) implements RangedFile {
  @Override
  public long length() {
    return file.length;
  }

  @Override
  public List<byte[]> read(List<FileRange> ranges) {
    return ranges.stream()
        .map(r -> Arrays.copyOfRange(file, (int) r.offset(), (int) r.end()))
        .toList();
  }

  @Override
  public void close() {}
}
