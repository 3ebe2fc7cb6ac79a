/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.bytes.Excerpt;

/**
 * Creates the errors of one file. Each names the file, the place, the expected and the found.
 *
 * @param damaged runs at each damage before the error is thrown; must not throw
 */
public record FileErrors(String file, Runnable damaged) {
  private static final long ALWAYS_FITS = 64 << 20;

  public FileErrors(String file) {
    this(file, () -> {});
  }

  public CorruptFileException corrupt(String where, long offset, String expected, Object found) {
    damaged.run();
    return new CorruptFileException(
        "%s: corrupt %s at offset %,d: expected %s, found %s. The file must be restored or rewritten."
            .formatted(file, where, offset, Excerpt.of(expected), Excerpt.of(found)));
  }

  public UnsupportedFormatException unsupported(String what) {
    return new UnsupportedFormatException(
        file
            + ": "
            + what
            + ". Read it with the version of IndexKV that wrote it, or a newer one.");
  }

  /** Checks that an entry takes at most half of the heap. A short entry always passes. */
  public void expectRoom(long length) {
    if (length > ALWAYS_FITS) {
      expectRoom(length, Runtime.getRuntime().maxMemory());
    }
  }

  public void expectRoom(long length, long heap) {
    if (length > heap / 2) {
      throw new UnsupportedFormatException(
          "%s: an entry of %,d bytes, more than half of the heap, which has %,d: give the process more (-Xmx) to read it"
              .formatted(file, length, heap));
    }
  }

  public void expect(String where, long offset, String what, long found, long expected) {
    if (found != expected) {
      throw corrupt(where, offset, what + " " + expected, found);
    }
  }

  /** Checks that {@code found} is from 0 to {@code largest}. */
  void expectWithin(String where, long offset, String what, long found, long largest) {
    if (found < 0 || found > largest) {
      throw corrupt(where, offset, what + " from 0 to " + largest, found);
    }
  }

  public void expectChecksum(String where, long offset, int expected, int found) {
    if (found != expected) {
      throw badChecksum(where, offset, expected, found);
    }
  }

  /** The error of bytes that do not have their checksum. */
  public CorruptFileException badChecksum(String where, long offset, int expected, int found) {
    return corrupt(where, offset, "CRC32C %08x".formatted(expected), "%08x".formatted(found));
  }

  /** Fails if {@code problem}, about the value of the entry at {@code position}, is not null. */
  public void expectValue(long position, ValueCheck.Problem problem) {
    if (problem != null) {
      throw corrupt("value", Format.HEADER_SIZE + position, problem.expected(), problem.found());
    }
  }

  void expectMagic(String where, long offset, long found) {
    if (found != Format.MAGIC) {
      damaged.run();
      throw new CorruptFileException(
          "%s: not a store file, or cut short: expected the magic %016x in the %s at offset %,d, found %016x."
              .formatted(
                  file, Long.reverseBytes(Format.MAGIC), where, offset, Long.reverseBytes(found)));
    }
  }

  void expectVersion(int found, long offset) {
    if (found != Format.VERSION) {
      throw unsupported(
          "format version %d at offset %,d, this reader knows %d"
              .formatted(found, offset, Format.VERSION));
    }
  }
}
