/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.BlockIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * A remote store file that is read by ranges. The first lookup reads the file's end, then its block
 * index, which stays in memory outside of the heap, and then the key's block. A later lookup reads
 * its block, unless the block is in the cache.
 *
 * <p>A lookup throws {@link UncheckedIOException} if a read fails.
 */
public final class RemoteFile implements LookupFile {
  /** Checks that the file is the expected one. */
  public interface Check {
    void accept(StoreFileReader reader) throws IOException;
  }

  private final RangedFile file;
  private final StoreFileInfo info;
  private final int keyWidth;
  private final Supplier<BlockCache> cache;
  private final ValueCheck values;
  private final Check check;

  /** The open file; null before the first lookup. Set under this object's monitor. */
  private volatile RemoteReader reader;

  private boolean closed;

  /**
   * A remote file. Reads nothing yet.
   *
   * @param info facts about the file that are known before it is read
   * @param cache cache for its blocks; must stay open longer than this file
   * @param values check of each value
   * @param check check of the file at its first read
   */
  public RemoteFile(
      RangedFile file,
      StoreFileInfo info,
      int keyWidth,
      Supplier<BlockCache> cache,
      ValueCheck values,
      Check check) {
    this.file = file;
    this.info = info;
    this.keyWidth = keyWidth;
    this.cache = cache;
    this.values = values;
    this.check = check;
  }

  @Override
  public RemoteReader reader() {
    RemoteReader open = reader;
    return open != null ? open : open();
  }

  private synchronized RemoteReader open() {
    if (closed) {
      throw new IllegalStateException(file.location() + ": the file is closed");
    }
    if (reader == null) {
      try {
        RemoteReader opened = RemoteReader.open(file, cache.get(), values);
        try {
          check.accept(opened);
        } catch (IOException | RuntimeException | Error e) {
          opened.close();
          throw e;
        }
        reader = opened;
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    return reader;
  }

  /** Its block index. Reads that, if no lookup has. */
  public BlockIndex blocks() {
    return reader().blocks();
  }

  @Override
  public StoreFileInfo info() {
    return info;
  }

  @Override
  public int keyWidth() {
    return keyWidth;
  }

  @Override
  public byte[] get(byte[] key, int offset, int length) {
    return reader().get(key, offset, length);
  }

  @Override
  public boolean contains(byte[] key, int offset, int length) {
    return reader().contains(key, offset, length);
  }

  @Override
  public EntryCursor scan(byte[] from, byte[] to) {
    return reader().scan(from, to);
  }

  @Override
  public EntryCursor scanBackward(byte[] from, byte[] to) {
    return reader().scanBackward(from, to);
  }

  @Override
  public void verify() {
    reader().verify();
  }

  @Override
  public void prepare(Collection<byte[]> keys) {
    reader().prepare(keys);
  }

  /** Idempotent. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      if (reader != null) {
        reader.close();
      }
      file.close();
    }
  }

  @Override
  public String toString() {
    return file.location();
  }
}
