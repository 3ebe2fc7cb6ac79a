/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.bytes.RegularFile;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.Faults;
import io.indexkv.file.index.Mapping;
import io.indexkv.file.index.RestartPoints;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;

/**
 * One open store file. Opening is cheap: it checks the file's frame and the checksums of its
 * indexes. Each block is checked at its first use; {@link #verify()} checks everything. Thread-safe
 * without locks. Close it only when no lookup is running: closing unmaps the file at once, and
 * addresses obtained from it become invalid.
 */
public abstract sealed class StoreFileReader implements LookupFile
    permits LocalReader, RemoteReader {
  final FileErrors problems;
  final FileEnvelope envelope;
  final Header header;
  final Footer footer;
  final Mapping mapping;
  final BlockIndex blocks;
  private volatile boolean closed;

  StoreFileReader(FileErrors problems, FileEnvelope envelope, Mapping mapping, BlockIndex blocks) {
    this.problems = problems;
    this.envelope = envelope;
    this.mapping = mapping;
    this.blocks = blocks;
    header = envelope.header();
    footer = envelope.footer();
  }

  /**
   * Opens a file on a local file system. Fails if the file is compressed: inflate it first, or open
   * it with a cache.
   */
  public static StoreFileReader open(Path file) throws IOException {
    return open(file, ReaderOptions.defaults());
  }

  /**
   * Opens a file. If it is compressed, the reader keeps its blocks in {@code cache}, which must
   * stay open longer.
   */
  public static StoreFileReader open(Path file, BlockCache cache) throws IOException {
    return open(file, ReaderOptions.defaults().cache(() -> cache));
  }

  /** Opens a file on a local file system. */
  public static StoreFileReader open(Path file, ReaderOptions options) throws IOException {
    return LocalReader.of(file, options);
  }

  /**
   * Opens a file that is read by ranges. The reader keeps its blocks in {@code cache}, and applies
   * {@code values} to each value before it returns the value.
   */
  static StoreFileReader open(RangedFile file, BlockCache cache, ValueCheck values)
      throws IOException {
    return RemoteReader.open(file, cache, values);
  }

  /** The entries by position. */
  abstract DataSpace data();

  @Override
  public final StoreFileReader reader() {
    return this;
  }

  /** The block index. */
  public final BlockIndex blocks() {
    ensureOpen();
    return blocks;
  }

  /**
   * A cursor for many seeks, before the first entry. It takes blocks from the reader's cache, if
   * there is one. The addresses of a mapped file stay valid while the reader is open.
   */
  public PositionCursor seeker() {
    ensureOpen();
    return data().cursor(0);
  }

  /** Announces that a cursor will read these blocks. A remote file reads them together. */
  public void load(Collection<Long> blocks) {
    ensureOpen();
  }

  /**
   * Places in blocks from which a walk can start; null if the file has no entries, or is not
   * mapped.
   */
  public RestartPoints restartPoints() {
    return null;
  }

  /** Reads bytes from a position on, so that the processor has them when they are needed. */
  public long touch(long position, int length) {
    return 0;
  }

  /** Length in bytes of the data: the position behind the last entry. */
  public final long dataLength() {
    return footer.dataLength();
  }

  /** Whether a cursor's addresses stay valid when it moves on. */
  public boolean isMapped() {
    return false;
  }

  @Override
  public void prepare(Collection<byte[]> keys) {
    ensureOpen();
  }

  @Override
  public StoreFileInfo info() {
    return new StoreFileInfo(
        footer.fileLength(),
        envelope.checksum(),
        footer.entries(),
        envelope.properties().smallestKey(),
        envelope.properties().largestKey(),
        inflatedLength());
  }

  public Map<String, String> properties() {
    return envelope.properties().properties();
  }

  @Override
  public int keyWidth() {
    return header.keyWidth();
  }

  public Codec codec() {
    return header.codec();
  }

  /** Options that write a file like this one, with its codec at the usual level. */
  public StoreFileOptions options() {
    return new StoreFileOptions(
        header.keyWidth(),
        1 << header.alignmentShift(),
        1 << header.blockShift(),
        header.compression(),
        envelope.properties().properties());
  }

  /**
   * Writes the file without compression to {@code out}. The result is what the writer would have
   * written with codec none, except that it keeps this file's index: a hash index is fuller, and
   * with a dictionary the writer may have chosen a direct index later.
   *
   * @throws UnsupportedOperationException if the file is read remotely
   */
  public abstract StoreFileInfo inflate(Output out) throws IOException;

  /** Number of bytes that {@link #inflate} writes. */
  public long inflatedLength() {
    return footer.inflatedLength();
  }

  /**
   * Whether the header of {@code file} says that it is compressed. False if it is not a store file;
   * {@link #open} then fails.
   */
  public static boolean isCompressed(Path file) throws IOException {
    RegularFile.require(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.size() >= Format.HEADER_SIZE
          && Header.isCompressed(
              LocalFileOpening.read(channel, 0, Format.HEADER_SIZE, file.toString()));
    }
  }

  /** Estimate of the {@link #mappedBytes()} that are in memory. */
  public long residentBytes() {
    ensureOpen();
    return mapping.residentBytes();
  }

  /** Number of bytes of this file that were copied into memory outside of the heap. */
  public long copiedBytes() {
    return mapping.copiedBytes();
  }

  /** Number of bytes mapped for this file. */
  public long mappedBytes() {
    return mapping.mappedBytes();
  }

  /** A copy of the value of {@code key}, or null if absent. */
  public byte[] get(byte[] key) {
    return get(key, 0, key.length);
  }

  @Override
  public byte[] get(byte[] key, int offset, int length) {
    long position = find(key, offset, length);
    return position < 0 ? null : data().value(position);
  }

  @Override
  public boolean contains(byte[] key, int offset, int length) {
    return find(key, offset, length) >= 0;
  }

  /** Position of the entry with this key, or -1. */
  abstract long find(byte[] key, int offset, int length);

  /** Checks that a key of {@code length} bytes can be asked for. */
  final void beginFind(int length) {
    ensureOpen();
    checkWidth(length);
  }

  final void checkWidth(int length) {
    if (header.keyWidth() > 0 && length != header.keyWidth()) {
      throw new IllegalArgumentException(
          "%s: keys have %d bytes, the given key has %d"
              .formatted(problems.file(), header.keyWidth(), length));
    }
  }

  /** All entries in key order. */
  public EntryCursor scan() {
    return scan(null, null);
  }

  @Override
  public EntryCursor scan(byte[] from, byte[] to) {
    ensureOpen();
    return from == null && to == null
        ? data().cursor(0)
        : new RangeCursor(data(), blocks, from, to);
  }

  @Override
  public EntryCursor scanBackward(byte[] from, byte[] to) {
    ensureOpen();
    return new BackwardCursor(data(), blocks, from, to);
  }

  /**
   * Fails if the file is mapped and was cut short since it was opened.
   *
   * @throws CorruptFileException with the file's name
   * @throws InternalError now or at the next {@link Faults#settle()}, if a page could not be read
   */
  public final void requireWhole() {
    mapping.requireWhole();
  }

  /** The error to throw in place of one that the JVM has thrown for a read of this file. */
  public CorruptFileException fault(InternalError error) {
    return mapping.fault(error);
  }

  final void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(problems.file() + ": the reader is closed");
    }
  }

  /** Unmaps the file. Idempotent. */
  @Override
  public final synchronized void close() {
    if (!closed) {
      closed = true;
      mapping.unmap();
      release();
    }
  }

  /** Gives back what the reader has besides the mapping. */
  void release() {}

  @Override
  public String toString() {
    return problems.file();
  }
}
