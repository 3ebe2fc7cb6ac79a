/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.format.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Where the parts of a file's indexes are, to write others in their place under valid checksums.
 */
final class ForgedFile {
  final byte[] bytes;
  final ByteBuffer b;
  final int footer;

  ForgedFile(byte[] bytes) {
    this.bytes = bytes;
    b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    footer = bytes.length - Format.FOOTER_SIZE;
  }

  /** The file with a change, all but the blocks signed again. */
  static byte[] of(byte[] good, Consumer<ForgedFile> change) {
    ForgedFile file = new ForgedFile(good.clone());
    change.accept(file);
    Signed.indexes(file.bytes);
    return file.bytes;
  }

  int blocks() {
    return (int) Format.blocks(b.getLong(footer), b.get(11));
  }

  private int record(int block) {
    return (int) b.getLong(footer + 16) + block * Format.BLOCK_RECORD_SIZE;
  }

  int firstEntry(int block) {
    return b.getInt(record(block) + 12);
  }

  void firstEntry(int block, int offset) {
    b.putInt(record(block) + 12, offset);
  }

  /** Changes the last byte of a block's key. */
  void key(int block, int more) {
    int ends = record(blocks());
    int end = ends + blocks() * Format.KEY_END_SIZE + (int) b.getLong(ends + 8 * block);
    bytes[end - 1] += (byte) more;
  }

  int buckets() {
    return (int) b.getLong(footer + 40) / Format.BUCKET_SIZE;
  }

  int bucket(int bucket) {
    return (int) b.getLong(footer + 32) + bucket * Format.BUCKET_SIZE;
  }

  int used(int bucket) {
    return bytes[bucket(bucket) + Format.BUCKET_USED];
  }
}
