/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.NativeBytes;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.bytes.StoredBytes;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a file that is read by ranges. It reads the file's last bytes, which are needed to
 * open the file, once and keeps them.
 */
final class RemoteBytes implements StoredBytes, FileEnvelope.Bytes {
  /**
   * Number of last bytes kept. In a file of up to 14 GiB with 16-byte keys and usual properties,
   * they hold all that is behind the hash index.
   */
  private static final int TAIL = 64 << 10;

  private final RangedFile file;
  private final byte[] tail;
  private final long tailStart;

  RemoteBytes(RangedFile file) throws IOException {
    this.file = file;
    int kept = (int) Math.min(file.length(), TAIL);
    tailStart = file.length() - kept;
    tail = file.read(List.of(new FileRange(tailStart, kept))).get(0);
  }

  /** Reads from an offset, which counts from the beginning of the file. */
  @Override
  public byte[] read(long offset, int length) throws IOException {
    byte[] kept = kept(offset, length);
    return kept != null ? kept : file.read(List.of(new FileRange(offset, length))).get(0);
  }

  /** Bytes from the tail; null if they begin before it. */
  private byte[] kept(long offset, int length) {
    if (offset < tailStart) {
      return null;
    }
    int from = (int) (offset - tailStart);
    return Arrays.copyOfRange(tail, from, from + length);
  }

  /** Reads a section into memory outside of the heap. */
  NativeBytes section(Section section, FileErrors problems) throws IOException {
    if (section.size() > Integer.MAX_VALUE) {
      throw problems.unsupported(
          "its block index has %d bytes, remote reading keeps at most 2 GiB of it"
              .formatted(section.size()));
    }
    byte[] bytes = read(section.offset(), (int) section.size());
    NativeBytes memory = Memory.allocate(bytes.length);
    memory.buffer().put(bytes).flip();
    return memory;
  }

  @Override
  public void read(long position, byte[] to, int length) {
    byte[] bytes = read(List.of(new FileRange(position, length))).get(0);
    System.arraycopy(bytes, 0, to, 0, length);
  }

  @Override
  public List<byte[]> read(List<FileRange> ranges) {
    List<byte[]> read = new ArrayList<>(ranges.size());
    List<FileRange> missing = new ArrayList<>();
    for (FileRange range : ranges) {
      long offset = Format.HEADER_SIZE + range.offset();
      byte[] kept = kept(offset, range.length());
      read.add(kept);
      if (kept == null) {
        missing.add(new FileRange(offset, range.length()));
      }
    }
    if (!missing.isEmpty()) {
      fill(read, missing);
    }
    return read;
  }

  private void fill(List<byte[]> read, List<FileRange> missing) {
    try {
      List<byte[]> arrived = file.read(missing);
      int next = 0;
      for (int i = 0; i < read.size(); i++) {
        if (read.get(i) == null) {
          read.set(i, arrived.get(next++));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
