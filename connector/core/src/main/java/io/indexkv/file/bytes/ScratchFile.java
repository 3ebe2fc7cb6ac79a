/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A local file. {@link #close()} deletes it unless it was finished. Only {@link #force()} forces it
 * to disk.
 *
 * <p>It is written in aligned pieces of the size of a huge page. For such a write Linux (6.6 with
 * XFS, 6.16 with ext4) puts a huge page into the page cache if one is free. It later maps it as a
 * huge page. Lookups all over a large file then do not wait for page tables.
 */
public final class ScratchFile implements Output {
  /** Size of a huge page on x86-64, and on ARM with pages of 4 KiB. */
  static final int PIECE = 2 << 20;

  private static final int SMALL = 16 << 10;

  /**
   * Size of the pieces of a brief file. They stay in the processor's cache until they are written,
   * which takes half of the time of huge ones.
   */
  private static final int LARGEST_OF_BRIEF = 256 << 10;

  private final Path path;
  private final FileChannel channel;
  private final int largest;

  /** Null for a file that need not last. */
  private final WriteBack writeBack;

  /** Bytes that are not written yet, from a multiple of {@code largest} on. Grows as needed. */
  private ByteBuffer piece;

  private boolean finished;

  /** Creates the file, which must not exist. Its directory must exist. */
  public ScratchFile(Path path) throws IOException {
    this(path, PIECE, create(path), false);
  }

  ScratchFile(Path path, int largest, FileChannel channel, boolean lasting) {
    this.path = path;
    this.largest = largest;
    this.channel = channel;
    writeBack = lasting ? new WriteBack(channel) : null;
    piece = ByteBuffer.allocateDirect(SMALL);
  }

  /** Creates a file that is read once, in order, and then deleted. It must not exist. */
  public static ScratchFile brief(Path path) throws IOException {
    return new ScratchFile(path, LARGEST_OF_BRIEF, create(path), false);
  }

  /** Creates a file that will be forced to disk, which begins early. It must not exist. */
  public static ScratchFile lasting(Path path) throws IOException {
    return new ScratchFile(path, PIECE, create(path), true);
  }

  private static FileChannel create(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (!piece.hasRemaining()) {
        makeRoom();
      }
      int n = Math.min(end - at, piece.remaining());
      piece.put(bytes, at, n);
      at += n;
    }
  }

  private void makeRoom() throws IOException {
    if (piece.capacity() == largest) {
      flush();
      return;
    }
    ByteBuffer larger = ByteBuffer.allocateDirect(Math.min(largest, 4 * piece.capacity()));
    larger.put(piece.flip());
    Memory.free(piece);
    piece = larger;
  }

  private void flush() throws IOException {
    piece.flip();
    int bytes = piece.remaining();
    try {
      while (piece.hasRemaining()) {
        channel.write(piece);
      }
      if (writeBack != null) {
        writeBack.wrote(bytes);
      }
    } catch (IOException e) {
      throw named(e);
    }
    piece.clear();
  }

  /** Adds the file's name to an error of the system, for example that the disk is full. */
  private IOException named(IOException e) {
    return e.getClass() == IOException.class
        ? new IOException(
            "cannot write "
                + path
                + ": "
                + e.getMessage()
                + "; free space on its disk, or choose a directory on another",
            e)
        : e;
  }

  /** Makes the written bytes durable. Do not write to the file afterwards. */
  public void force() throws IOException {
    flush();
    try {
      if (writeBack != null) {
        writeBack.end();
        writeBack.check();
      }
      channel.force(true);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void finish() throws IOException {
    flush();
    channel.close();
    finished = true;
    free();
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      finished = true;
      try {
        if (writeBack != null) {
          writeBack.end();
        }
        channel.close();
      } finally {
        free();
        Files.deleteIfExists(path);
      }
    }
  }

  private void free() {
    Memory.free(piece);
    piece = null;
  }
}
