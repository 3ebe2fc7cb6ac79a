/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.FileAccess;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.NativeBytes;
import io.indexkv.file.bytes.StoredBytes;
import io.indexkv.file.format.Format;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A store file mapped in windows. Positions count from the end of the header, so a position in the
 * data space is an entry's position.
 *
 * <p>Window k holds the positions from k × stride to (k + 1) × stride, and {@link #SLACK} bytes
 * more. So an entry that starts in it and is not longer than the slack can be read through it. A
 * longer entry that ends behind its window gets a window of its own ({@link #cover}). No read
 * crosses windows.
 */
public final class Mapping implements StoredBytes {
  public static final int DEFAULT_STRIDE_SHIFT = 30;

  /** Bytes that windows overlap: more than the longest key and its length. */
  public static final int SLACK = 128 << 10;

  private static final int PAGE = 4 << 10;

  /** Bytes copied at a time: they fit into the processor's nearest cache. */
  private static final int PIECE = 16 << 10;

  private static final int PAGES_LOOKED_AT = 1024;

  /** The file's name, for messages. */
  private final String file;

  private final FileChannel channel;
  private final FileAccess access;
  private final int strideShift;

  private final long end;
  private final long[] delta;
  private final long[] crossStart;
  private final long[] crossDelta;
  private final long[] crossEnd;
  private final NativeBytes[] crossings;
  private final List<NativeBytes> buffers = new ArrayList<>();
  private final NativeBytes[] windows;

  /** Maps all bytes behind the header. Uses the channel until the reader is open. */
  public Mapping(
      FileChannel channel, FileAccess access, long fileLength, int strideShift, String file)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.access = access;
    this.strideShift = strideShift;
    this.end = fileLength - Format.HEADER_SIZE;
    int n = (int) ((end + (1L << strideShift) - 1) >>> strideShift);
    delta = new long[n];
    crossStart = new long[n];
    crossDelta = new long[n];
    crossEnd = new long[n];
    windows = new NativeBytes[n];
    crossings = new NativeBytes[n];
    Arrays.fill(crossStart, Long.MAX_VALUE);
    try {
      for (int k = 0; k < n; k++) {
        long start = (long) k << strideShift;
        windows[k] = map(start, Math.min((1L << strideShift) + SLACK, end - start));
        delta[k] = windows[k].address() - start;
      }
    } catch (IOException | RuntimeException | Error e) {
      unmap();
      throw e;
    }
  }

  /**
   * A mapping of a file of which this process has only some bytes.
   *
   * @param section those bytes, outside of the heap
   * @param position position of the first of them
   */
  public Mapping(NativeBytes section, long position) {
    file = null;
    channel = null;
    access = FileAccess.COPIED;
    strideShift = Long.SIZE - 2;
    end = position + section.capacity();
    windows = new NativeBytes[] {section};
    buffers.add(windows[0]);
    delta = new long[] {section.address() - position};
    crossStart = new long[] {Long.MAX_VALUE};
    crossDelta = new long[1];
    crossEnd = new long[1];
    crossings = new NativeBytes[1];
  }

  private NativeBytes map(long position, long length) throws IOException {
    long offset = Format.HEADER_SIZE + position;
    NativeBytes b =
        access == FileAccess.MAPPED
            ? Memory.map(channel, offset, length)
            : copy(offset, (int) length);
    buffers.add(b);
    return b;
  }

  private NativeBytes copy(long offset, int length) throws IOException {
    NativeBytes memory;
    try {
      memory = Memory.allocate(length);
    } catch (OutOfMemoryError e) {
      throw new IOException(
          file
              + ": no memory for a copy of "
              + length
              + " bytes of it: raise -XX:MaxDirectMemorySize, or map the file",
          e);
    }
    ByteBuffer b = memory.buffer();
    while (b.hasRemaining()) {
      if (channel.read(b, offset + b.position()) < 0) {
        memory.free();
        throw new EOFException(
            "%s: expected %d bytes at offset %d, found %d: the file shrank while it was copied"
                .formatted(file, length, offset, b.position()));
      }
    }
    b.flip();
    return memory;
  }

  /** Address of a position from 0 to the end of the file. */
  public long address(long position) {
    int k = (int) (position >>> strideShift);
    return position + (position >= crossStart[k] ? crossDelta[k] : delta[k]);
  }

  /** The buffer that holds the bytes from a position on; see {@link #reaches} for how many. */
  public ByteBuffer buffer(long position) {
    int k = (int) (position >>> strideShift);
    return (position >= crossStart[k] ? crossings[k] : windows[k]).buffer();
  }

  /** Offset of a position in its {@link #buffer}. */
  public int offset(long position) {
    int k = (int) (position >>> strideShift);
    return (int) (position - (position >= crossStart[k] ? crossStart[k] : windowStart(k)));
  }

  public int strideShift() {
    return strideShift;
  }

  /**
   * For each window, the number to add to a position to get its address. It does not hold for
   * entries with a window of their own.
   */
  public long[] deltas() {
    return delta;
  }

  public int windows() {
    return windows.length;
  }

  /** Position behind the last byte that can be read through window {@code k}. */
  public long windowEnd(int k) {
    return Math.min(((k + 1L) << strideShift) + SLACK, end);
  }

  public long windowStart(int k) {
    return (long) k << strideShift;
  }

  /**
   * Maps the bytes from {@code start}, in window {@code k}, to {@code end}, behind the window, so
   * that they can be read in one piece.
   */
  public void cover(int k, long start, long end) throws IOException {
    crossings[k] = map(start, end - start);
    crossDelta[k] = crossings[k].address() - start;
    crossEnd[k] = end;
    crossStart[k] = start;
  }

  /**
   * Whether the positions {@code start} to {@code end - 1} can be read from the address of {@code
   * start}.
   */
  public boolean reaches(long start, long end) {
    int k = (int) (start >>> strideShift);
    return end <= (start >= crossStart[k] ? crossEnd[k] : windowEnd(k));
  }

  /**
   * Address from which {@code length} bytes of a section from {@code start} on can be read, and as
   * many bytes behind them as a footer has. Every section has a footer behind it, and a batch
   * touches bytes behind the last line of the hash index. Maps the bytes once more if no window has
   * them all. Returns 0 if there are none, or if that would need a copy or more than one map.
   */
  public long contiguous(long start, long length) throws IOException {
    long reached = length + Format.FOOTER_SIZE;
    if (length == 0 || reaches(start, start + reached)) {
      return length == 0 ? 0 : address(start);
    }
    return access == FileAccess.MAPPED && reached <= Integer.MAX_VALUE
        ? map(start, reached).address()
        : 0;
  }

  /** Number of windows for single entries that their usual window cannot hold. */
  public int crossings() {
    return (int) Arrays.stream(crossStart).filter(start -> start < Long.MAX_VALUE).count();
  }

  @Override
  public void read(long position, byte[] to, int length) {
    int done = 0;
    while (done < length) {
      long at = position + done;
      int n = (int) Math.min(length - done, windowStart((int) (at >>> strideShift) + 1) - at);
      Memory.copy(delta[(int) (at >>> strideShift)] + at, to, done, n);
      done += n;
    }
    settle();
  }

  /**
   * Fails if this thread has read a page that is gone.
   *
   * @throws CorruptFileException with the file's name
   */
  private void settle() {
    try {
      Faults.settle();
    } catch (InternalError e) {
      throw fault(e);
    }
  }

  /**
   * Fails if the file was cut short since it was mapped. Reads its last bytes, the magic, which are
   * then zeros or cannot be read. A file that was deleted or replaced by another stays whole for
   * processes that have it mapped.
   *
   * @throws CorruptFileException with the file's name
   * @throws InternalError now or at the next {@link Faults#settle()}, if a page could not be read
   */
  public void requireWhole() {
    if (access == FileAccess.MAPPED && Memory.getLong(address(end - Long.BYTES)) != Format.MAGIC) {
      throw cutShort();
    }
  }

  /** The error to throw in place of one that the JVM has thrown for a read of this file. */
  public CorruptFileException fault(InternalError error) {
    if (!Faults.is(error)) {
      throw error;
    }
    if (access == FileAccess.MAPPED) {
      try {
        requireWhole();
        Faults.settle();
      } catch (InternalError e) {
        CorruptFileException failure = cutShort();
        failure.addSuppressed(e);
        return failure;
      }
    }
    CorruptFileException failure = Faults.unexplained(file);
    failure.addSuppressed(error);
    return failure;
  }

  private CorruptFileException cutShort() {
    Faults.forget();
    long found = new File(file).length();
    if (found >= end + Format.HEADER_SIZE) {
      return Faults.unexplained(file);
    }
    return new CorruptFileException(
        ("%s: expected %,d bytes, found %,d: the file was cut short while it was mapped, as by a"
                + " copy over it or rsync --inplace. Entries read from it since may be wrong."
                + " Restore the file; replace one only by renaming another to its name")
            .formatted(file, end + Format.HEADER_SIZE, found));
  }

  /** CRC32C of {@code length} bytes that lie in one window. */
  int checksum(long position, int length) {
    return checksumAcross(position, length);
  }

  /** CRC32C of {@code length} bytes from any position on. */
  int checksumAcross(long position, long length) {
    CRC32C crc = new CRC32C();
    update(crc, position, length);
    return (int) crc.getValue();
  }

  /**
   * Adds bytes to a checksum. It sums copies of the bytes: if a page of a mapped file is gone, the
   * JVM survives copying it, but does not survive summing it.
   */
  public void update(CRC32C crc, long position, long length) {
    byte[] piece = new byte[(int) Math.min(length, PIECE)];
    long at = position;
    while (at < position + length) {
      int k = (int) (at >>> strideShift);
      long end = Math.min(position + length, windowStart(k + 1));
      int n = (int) Math.min(end - at, piece.length);
      Memory.copy(delta[k] + at, piece, 0, n);
      crc.update(piece, 0, n);
      at += n;
    }
    settle();
  }

  /** Estimate of the mapped bytes that are in memory, from a sample of their pages. */
  public long residentBytes() {
    if (access != FileAccess.MAPPED) {
      return 0;
    }
    long resident = 0;
    for (NativeBytes window : windows) {
      int pages = (window.capacity() + PAGE - 1) / PAGE;
      int step = Math.max(1, pages / PAGES_LOOKED_AT);
      int looked = 0;
      int loaded = 0;
      for (int page = step / 2; page < pages; page += step) {
        int from = page * PAGE;
        int length = Math.min(PAGE, window.capacity() - from);
        // a slice of a map is a map
        loaded += window.buffer().slice(from, length).isLoaded() ? 1 : 0;
        looked++;
      }
      resident += looked == 0 ? 0 : (long) ((double) window.capacity() * loaded / looked);
    }
    return resident;
  }

  /** Number of bytes that were copied into memory of this process. */
  public long copiedBytes() {
    return access == FileAccess.COPIED ? bytes() : 0;
  }

  /** Number of mapped bytes, with the windows for single entries. */
  public long mappedBytes() {
    return access == FileAccess.MAPPED ? bytes() : 0;
  }

  private long bytes() {
    return buffers.stream().mapToLong(NativeBytes::capacity).sum();
  }

  public void unmap() {
    buffers.forEach(NativeBytes::free);
    buffers.clear();
    Arrays.fill(windows, null);
    Arrays.fill(crossings, null);
  }
}
