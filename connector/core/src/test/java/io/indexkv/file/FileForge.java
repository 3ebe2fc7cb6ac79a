/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Format;
import io.indexkv.file.write.StoreFileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Store files as a hostile writer makes them: every checksum is right. For all modules' tests. */
public final class FileForge {
  /** Parts of a store file, in its order. */
  public enum Part {
    HEADER,
    DATA,
    BLOCK_INDEX,
    HASH_INDEX,
    HASH_CHECKSUMS,
    PROPERTIES,
    FOOTER
  }

  private FileForge() {}

  /** The values of all entries, in key order. */
  public static List<byte[]> values(Path good) throws IOException {
    try (BlockCache cache = new BlockCache(BlockCache.MIN_BYTES);
        StoreFileReader reader = StoreFileReader.open(good, cache)) {
      List<byte[]> values = new ArrayList<>();
      for (EntryCursor entries = reader.scan(); entries.next(); ) {
        values.add(entries.value());
      }
      return values;
    }
  }

  /** The same file with another value in one of its entries. */
  public static byte[] withValue(Path good, int entry, UnaryOperator<byte[]> forge)
      throws IOException {
    BytesOutput out = new BytesOutput();
    try (BlockCache cache = new BlockCache(BlockCache.MIN_BYTES);
        StoreFileReader reader = StoreFileReader.open(good, cache);
        StoreFileWriter writer = new StoreFileWriter(out, reader.options())) {
      EntryCursor entries = reader.scan();
      for (int i = 0; entries.next(); i++) {
        byte[] key = entries.key();
        byte[] value = i == entry ? forge.apply(entries.value()) : entries.value();
        writer.add(key, 0, key.length, value, 0, value.length);
      }
      writer.finish();
    }
    return out.bytes();
  }

  /** Makes the checksums right; of compressed blocks they stay as they are. */
  public static void sign(byte[] tampered) {
    Signed.again(tampered);
  }

  /** Where a part begins in a good file, and where the next one does. */
  public static int[] range(byte[] file, Part part) {
    int footer = file.length - Format.FOOTER_SIZE;
    ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int[] starts = {
      0,
      Format.HEADER_SIZE,
      (int) b.getLong(footer + 16),
      (int) b.getLong(footer + 32),
      (int) b.getLong(footer + 48),
      (int) b.getLong(footer + 64),
      footer,
      file.length
    };
    return new int[] {starts[part.ordinal()], starts[part.ordinal() + 1]};
  }
}
