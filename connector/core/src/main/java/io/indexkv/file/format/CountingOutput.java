/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import io.indexkv.file.bytes.Output;
import java.io.IOException;
import java.util.zip.CRC32C;

/** Passes bytes on to another output, counts them, keeps their checksum, and writes padding. */
public final class CountingOutput implements Output {
  private static final byte[] ZEROS = new byte[Format.SECTION_ALIGNMENT];

  private final Output out;
  private final CRC32C checksum = new CRC32C();
  private long length;

  public CountingOutput(Output out) {
    this.out = out;
  }

  @Override
  public String location() {
    return out.location();
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    out.write(bytes, offset, count);
    checksum.update(bytes, offset, count);
    length += count;
  }

  /** Writes a section at the next aligned offset. Returns its place. */
  public Section section(byte[] bytes) throws IOException {
    align();
    Section s = new Section(length, bytes.length);
    write(bytes, 0, bytes.length);
    return s;
  }

  public void align() throws IOException {
    write(ZEROS, 0, (int) (Format.alignUp(length, Format.SECTION_ALIGNMENT) - length));
  }

  public long length() {
    return length;
  }

  /** CRC32C of all bytes so far. */
  public int checksum() {
    return (int) checksum.getValue();
  }

  @Override
  public void finish() throws IOException {
    out.finish();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
