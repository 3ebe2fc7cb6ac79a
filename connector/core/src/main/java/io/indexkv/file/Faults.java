/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.CorruptFileException;

/**
 * Reads of mapped pages that are gone, because somebody cut the file short or its disk failed.
 *
 * <p>The JVM then goes on with any bytes, and throws an {@link InternalError} some time later: Java
 * 17 when the thread next calls into the JVM, newer ones at the next loop or return. So it must be
 * {@linkplain #settle() made to come} while who has read can still tell what was read. Only reads
 * of the JVM itself come to that: code of a library, and the JVM's own for checksums, would end the
 * process, and so only ever get copies.
 */
public final class Faults {
  private static final int ROWS = 32;

  // not constant for the compiler, which would make the array without a call into the JVM
  private static int one = 1;
  private static int none;

  /** Keeps the array from being left out. */
  private static Object called;

  private Faults() {}

  /**
   * Lets an error that is pending for this thread come now. Costs a tenth of a microsecond: for
   * once a batch.
   *
   * @throws InternalError if this thread has read a page that is gone since it was last here
   */
  public static void settle() {
    called = new byte[one][none];
  }

  /**
   * For after each row of many: lets a pending error come now in newer JVMs, which look for one in
   * a loop; in Java 17 with one row in {@value #ROWS}. Costs a nanosecond or two.
   *
   * @throws InternalError as {@link #settle()} does
   */
  public static void settleRow(int row) {
    int turns = one + 1;
    while (turns != 0) {
      turns >>>= 1;
    }
    if (row % ROWS == 0) {
      settle();
    }
  }

  /** Drops an error that is pending for this thread, where another one is about to be thrown. */
  static void forget() {
    try {
      settle();
    } catch (InternalError e) {
      if (!is(e)) {
        throw e;
      }
    }
  }

  /** Whether this is the error of such a read. */
  public static boolean is(InternalError error) {
    return String.valueOf(error.getMessage()).contains("unsafe memory access");
  }

  /**
   * What to throw in place of the error of such a read that no file explains by its length. The
   * error must not become its cause, for which Spark would end the process.
   *
   * @param what was read
   */
  public static CorruptFileException unexplained(String what) {
    return new CorruptFileException(
        what
            + ": a page of a mapped file could not be read: expected the bytes that were there when"
            + " it was opened, found none. The file was cut short and written again meanwhile, or"
            + " its disk failed: see the system's log, verify the store, and try again");
  }
}
