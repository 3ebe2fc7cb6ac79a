/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.error.CorruptFileException;

/**
 * Handles reads of mapped pages that are gone because somebody cut the file short or its disk
 * failed.
 *
 * <p>After such a read the JVM goes on with arbitrary bytes and throws an {@link InternalError}
 * some time later. Java 17 throws when the thread next calls into the JVM, newer versions at the
 * next loop or return. So a reader must {@linkplain #settle() make the error come} while it still
 * knows which file it has read.
 *
 * <p>The JVM survives only its own plain reads. Native code of a library, or the JVM's own code for
 * checksums, would end the process. So that code only ever gets copies.
 */
public final class Faults {
  private static final int ROWS = 32;

  // not final: with constants, the compiler would allocate the array without calling the JVM
  private static int one = 1;
  private static int none;

  /** Keeps the compiler from removing the allocation of the array. */
  private static Object called;

  private Faults() {}

  /**
   * Makes an error that is pending for this thread come now. It takes a tenth of a microsecond and
   * 16 bytes, so call it once for each batch. (Java 17 has no call that allocates nothing and lets
   * the error come.)
   *
   * @throws InternalError if this thread has read a page that is gone since its last call
   */
  public static void settle() {
    called = new byte[none][none];
  }

  /**
   * Makes a pending error come now; call it after each of many rows. Newer JVMs throw the error at
   * once, because they check for one in each loop. Java 17 throws it at one row in {@value #ROWS}.
   * It takes a nanosecond or two.
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

  /** Drops an error that is pending for this thread, because the caller throws another one. */
  static void forget() {
    try {
      settle();
    } catch (InternalError e) {
      if (!is(e)) {
        throw e;
      }
    }
  }

  /** Whether this is the error of a read of a mapped page that is gone. */
  public static boolean is(InternalError error) {
    return String.valueOf(error.getMessage()).contains("unsafe memory access");
  }

  /**
   * The error to throw for a page that is gone although no file has become shorter. The JVM's
   * {@link InternalError} must not become its cause, because Spark would then end the process.
   *
   * @param what names the thing that was read, for the message
   */
  public static CorruptFileException unexplained(String what) {
    return new CorruptFileException(
        what
            + ": a page of a mapped file could not be read: expected the bytes that were there when"
            + " it was opened, found none. The file was cut short and written again meanwhile, or"
            + " its disk failed: see the system's log, verify the store, and try again");
  }
}
