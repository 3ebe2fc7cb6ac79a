/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.bytes.FileAccess;
import io.indexkv.file.bytes.FileIdentity;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.bytes.RegularFile;
import io.indexkv.file.bytes.XxHash64;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.Properties;
import io.indexkv.file.format.Section;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.format.ValueCheck;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One open store file. Opening is cheap: it checks the file's frame and the checksums of its
 * indexes. Each block is checked at its first use; {@link #verify()} checks everything. Thread-safe
 * without locks. Close it only when no lookup is running: closing unmaps the file at once, and
 * addresses obtained from it become invalid.
 */
public final class StoreFileReader implements LookupFile {
  final FileErrors problems;
  final Header header;
  final Footer footer;
  final Mapping mapping;
  final BlockIndex blocks;

  /** The hash index; null if the file is read remotely. */
  final HashIndex hashIndex;

  final DataSpace data;

  /** The same as {@code data} if the file is mappable, else null. */
  final MappedData mapped;

  /** The stored blocks of a compressed or remote file, else null. */
  final CompressedBlocks compressed;

  /** The check of the values of a mapped file; null if they are not checked. */
  private final ValueChecks values;

  /** Finds keys by the hash index; null if there is none, and then {@code search} is set. */
  final HashSearch hashSearch;

  /** Finds keys by the block index; null if there is a hash index. */
  private final BlockSearch search;

  private final FileEnvelope frame;
  private volatile boolean closed;

  /** The fast path for lookups; null until the whole file has been verified. */
  private FastReader verified;

  /**
   * Opens a file on a local file system. Fails if the file is compressed: inflate it first, or open
   * it with a cache.
   */
  public static StoreFileReader open(Path file) throws IOException {
    return open(file, FileAccess.MAPPED, () -> null, () -> {}, ValueCheck.ANY);
  }

  /**
   * Opens a file. If it is compressed, the reader keeps its blocks in {@code cache}, which must
   * stay open longer.
   */
  public static StoreFileReader open(Path file, BlockCache cache) throws IOException {
    return open(file, FileAccess.MAPPED, () -> cache, () -> {}, ValueCheck.ANY);
  }

  /** Opens a file with a cache that is created only if the file is compressed. */
  public static StoreFileReader open(Path file, Supplier<BlockCache> cache) throws IOException {
    return open(file, FileAccess.MAPPED, cache, () -> {}, ValueCheck.ANY);
  }

  /**
   * Opens a file with a callback for damage.
   *
   * @param damaged runs each time that the file is found damaged, now or by a lookup, before the
   *     error is thrown
   */
  public static StoreFileReader open(Path file, Supplier<BlockCache> cache, Runnable damaged)
      throws IOException {
    return open(file, FileAccess.MAPPED, cache, damaged, ValueCheck.ANY);
  }

  /** Opens a file with maps of 2^strideShift bytes and a little more, but at least one block. */
  static StoreFileReader open(Path file, BlockCache cache, int strideShift) throws IOException {
    return open(file, cache, strideShift, ValueCheck.ANY);
  }

  /** Opens a file with maps of about 2^strideShift bytes and a check of values. */
  static StoreFileReader open(Path file, BlockCache cache, int strideShift, ValueCheck check)
      throws IOException {
    return open(file, FileAccess.MAPPED, () -> cache, () -> {}, strideShift, check);
  }

  /**
   * Opens a file whose bytes are mapped or copied, as {@code access} says.
   *
   * @param damaged runs each time that the file is found damaged, before the error is thrown
   */
  public static StoreFileReader open(
      Path file, FileAccess access, Supplier<BlockCache> cache, Runnable damaged)
      throws IOException {
    return open(file, access, cache, damaged, ValueCheck.ANY);
  }

  /** Opens a file. The reader applies {@code check} to each value before it returns the value. */
  public static StoreFileReader open(
      Path file, FileAccess access, Supplier<BlockCache> cache, Runnable damaged, ValueCheck check)
      throws IOException {
    return open(file, access, cache, damaged, Mapping.DEFAULT_STRIDE_SHIFT, check);
  }

  private static StoreFileReader open(
      Path file,
      FileAccess access,
      Supplier<BlockCache> cache,
      Runnable damaged,
      int strideShift,
      ValueCheck check)
      throws IOException {
    RegularFile.require(file);
    Instant now = Instant.now();
    Optional<FileIdentity> before =
        access == FileAccess.MAPPED ? FileIdentity.of(file, now) : Optional.empty();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // if the identity is the same before and after opening, it is that of the channel's file
      boolean same = before.isPresent() && before.equals(FileIdentity.of(file, now));
      return new StoreFileReader(
          new FileErrors(file.toString(), damaged),
          channel,
          access,
          FileChecks.of(same ? before : Optional.empty()),
          cache,
          strideShift,
          check);
    }
  }

  /** Opens a file that is read by ranges. The reader keeps its blocks in {@code cache}. */
  static StoreFileReader open(RangedFile file, BlockCache cache) throws IOException {
    return open(file, cache, ValueCheck.ANY);
  }

  /** Opens a file that is read by ranges, with a check of values. */
  static StoreFileReader open(RangedFile file, BlockCache cache, ValueCheck check)
      throws IOException {
    return new StoreFileReader(new FileErrors(file.location()), file, cache, check);
  }

  private StoreFileReader(
      FileErrors problems,
      FileChannel channel,
      FileAccess access,
      FileChecks checks,
      Supplier<BlockCache> caches,
      int strideShift,
      ValueCheck check)
      throws IOException {
    this.problems = problems;
    long length = channel.size();
    frame =
        FileEnvelope.read(
            length, (offset, n) -> read(channel, offset, n, problems.file()), problems);
    header = frame.header();
    footer = frame.footer();
    BlockCache cache = header.isMappable() ? null : caches.get();
    if (!header.isMappable() && cache == null) {
      throw new UnsupportedFormatException(
          "%s: codec %s cannot be mapped. Inflate the file, or open it with a block cache."
              .formatted(problems.file(), header.codec()));
    }
    mapping =
        new Mapping(
            channel, access, length, Math.max(strideShift, header.blockShift()), problems.file());
    search = null;
    try {
      blocks = new BlockIndex(mapping, header, footer, checks, problems);
      new BlockIndexShape(blocks, header, footer, problems).check(frame.properties());
      hashIndex = new HashIndex(mapping, header, footer, checks, problems);
      if (header.isMappable()) {
        compressed = null;
        MappedData any = new MappedData(mapping, blocks, header, footer, problems);
        new LongEntries(mapping, blocks, any, header.blockShift()).cover();
        values =
            check == ValueCheck.ANY
                ? null
                : new ValueChecks(mapping, blocks, hashIndex, any, check, checks, problems);
        mapped =
            values == null
                ? any
                : new MappedData(mapping, blocks, header, footer, problems, values);
        data = mapped;
      } else {
        compressed = new CompressedBlocks(mapping, blocks, header, footer, problems);
        mapped = null;
        values = null;
        data = new CompressedData(compressed, blocks, cache, check, header, footer, problems);
      }
      hashSearch = new HashSearch(hashIndex, data, mapped);
    } catch (IOException | RuntimeException | Error e) {
      mapping.unmap();
      throw e;
    }
  }

  private StoreFileReader(FileErrors problems, RangedFile file, BlockCache cache, ValueCheck check)
      throws IOException {
    this.problems = problems;
    RemoteBytes bytes = new RemoteBytes(file);
    frame = FileEnvelope.readEnd(file.length(), bytes, problems);
    header = frame.header();
    footer = frame.footer();
    Section index = footer.blockIndex();
    mapping = new Mapping(bytes.section(index, problems), index.offset() - Format.HEADER_SIZE);
    try {
      blocks = new BlockIndex(mapping, header, footer, new FileChecks(), problems);
      new BlockIndexShape(blocks, header, footer, problems).check(frame.properties());
      hashIndex = null;
      hashSearch = null;
      mapped = null;
      values = null;
      compressed = new CompressedBlocks(bytes, blocks, header, footer, problems);
      CompressedData entries =
          new CompressedData(compressed, blocks, cache, check, header, footer, problems);
      data = entries;
      search = new BlockSearch(entries, blocks);
    } catch (RuntimeException | Error e) {
      mapping.unmap();
      throw e;
    }
  }

  private static byte[] read(FileChannel channel, long offset, int length, String file)
      throws IOException {
    ByteBuffer b = ByteBuffer.allocate(length);
    while (b.hasRemaining()) {
      if (channel.read(b, offset + b.position()) < 0) {
        throw new EOFException(
            "%s: expected %d bytes at offset %d, found %d: the file shrank while it was opened"
                .formatted(file, length, offset, b.position()));
      }
    }
    return b.array();
  }

  @Override
  public void prepare(Collection<byte[]> keys) {
    ensureOpen();
    if (search != null) {
      search.load(keys);
    }
  }

  @Override
  public StoreFileInfo info() {
    return new StoreFileInfo(
        footer.fileLength(),
        frame.checksum(),
        footer.entries(),
        frame.properties().smallestKey(),
        frame.properties().largestKey());
  }

  public Map<String, String> properties() {
    return frame.properties().properties();
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
        frame.properties().properties());
  }

  /**
   * Writes the file without compression to {@code out}. The result is what the writer would have
   * written with codec none, except that it keeps this file's hash index, which is fuller.
   */
  public StoreFileInfo inflate(Output out) throws IOException {
    ensureOpen();
    requireHere("inflate");
    return new Inflation(this).run(out);
  }

  /** Number of bytes that {@link #inflate} writes. */
  public long inflatedLength() {
    long data = Format.alignUp(Format.HEADER_SIZE + footer.dataLength(), Format.SECTION_ALIGNMENT);
    return data + footer.fileLength() - footer.blockIndex().offset();
  }

  /**
   * Whether the header of {@code file} says that it is compressed. False if it is not a store file;
   * {@link #open} then fails.
   */
  public static boolean isCompressed(Path file) throws IOException {
    RegularFile.require(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.size() >= Format.HEADER_SIZE
          && Header.isCompressed(read(channel, 0, Format.HEADER_SIZE, file.toString()));
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
    if (position < 0) {
      return null;
    }
    return verified == null ? data.value(position) : value(position, verified.head(length));
  }

  /** A copy of the value of an entry of a verified file. */
  private byte[] value(long position, int head) {
    long entry = verified.address(position);
    long span = verified.span(position, entry, head);
    return Memory.copy(verified.valueAddress(position, entry, span), MappedData.valueLength(span));
  }

  /** A copy of the value of the key of this word, or null if absent. The file must be mapped. */
  byte[] get(long word) {
    long position = find(word);
    if (position < 0) {
      return null;
    }
    return verified == null ? mapped.value(position) : value(position, header.keyWidth());
  }

  /** Position of the entry with the key of this word, or -1. The file must be mapped. */
  long find(long word) {
    ensureOpen();
    FastReader v = verified();
    if (v != null) {
      return v.find(word);
    }
    if (footer.entries() == 0) {
      return -1;
    }
    long hash = XxHash64.hash(word, header.keyWidth());
    long bucket = hashIndex.home(hash);
    return hashSearch.find(bucket, hashIndex.line(bucket), 0, hash, word);
  }

  /**
   * Whether all parts of the file that lookups touch have been verified.
   *
   * @throws CorruptFileException if the hash index does not lead to each entry exactly once
   */
  boolean isVerified() {
    return values == null ? blocks.isComplete() && hashIndex.isComplete() : values.isComplete();
  }

  /** The fast path for lookups; null unless the whole file has been verified. */
  FastReader verified() {
    if (verified == null) {
      verified = FastReader.of(this);
    }
    return verified;
  }

  @Override
  public boolean contains(byte[] key, int offset, int length) {
    return find(key, offset, length) >= 0;
  }

  void checkWidth(int length) {
    if (header.keyWidth() > 0 && length != header.keyWidth()) {
      throw new IllegalArgumentException(
          "%s: keys have %d bytes, the given key has %d"
              .formatted(problems.file(), header.keyWidth(), length));
    }
  }

  /** Position of the entry with this key, or -1. */
  long find(byte[] key, int offset, int length) {
    ensureOpen();
    checkWidth(length);
    FastReader v = verified();
    if (v != null) {
      return v.find(key, offset, length);
    }
    if (footer.entries() == 0) {
      return -1;
    }
    if (search != null) {
      return search.find(key, offset, length);
    }
    long hash = XxHash64.hash(key, offset, length);
    long bucket = hashIndex.home(hash);
    return hashSearch.find(bucket, hashIndex.line(bucket), 0, hash, key, offset, length);
  }

  /** All entries in key order. */
  public EntryCursor scan() {
    return scan(null, null);
  }

  @Override
  public EntryCursor scan(byte[] from, byte[] to) {
    ensureOpen();
    return from == null && to == null ? data.cursor(0) : new RangeCursor(this, from, to);
  }

  @Override
  public EntryCursor scanBackward(byte[] from, byte[] to) {
    ensureOpen();
    return new BackwardCursor(this, from, to);
  }

  @Override
  public void verify() {
    ensureOpen();
    requireHere("verify");
    new Verification(this).run();
  }

  private void requireHere(String what) {
    if (search != null) {
      throw new UnsupportedOperationException(
          "%s: cannot %s a file that is read remotely: fetch it first"
              .formatted(problems.file(), what));
    }
  }

  /**
   * Fails if the file is mapped and was cut short since it was opened.
   *
   * @throws CorruptFileException with the file's name
   * @throws InternalError now or at the next {@link Faults#settle()}, if a page could not be read
   */
  public void requireWhole() {
    mapping.requireWhole();
  }

  /** The error to throw in place of one that the JVM has thrown for a read of this file. */
  public CorruptFileException fault(InternalError error) {
    return mapping.fault(error);
  }

  Properties propertiesSection() {
    return frame.properties();
  }

  void ensureOpen() {
    if (closed) {
      throw new IllegalStateException(problems.file() + ": the reader is closed");
    }
  }

  /** Unmaps the file. Idempotent. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      mapping.unmap();
      if (compressed != null) {
        compressed.close();
      }
    }
  }

  @Override
  public String toString() {
    return problems.file();
  }
}
