/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How often a thread has waited for the disk because it touched a mapped page that was not in
 * memory. Linux counts this as major page faults. Other systems do not tell.
 */
final class DiskWaits {
  private static final Path STAT = Path.of("/proc/thread-self/stat");

  /** The number of the field after the thread's name and state, counted from the state on. */
  private static final int MAJOR_FAULTS = 9;

  private DiskWaits() {}

  /** True if this system tells. */
  static boolean known() {
    return ofThisThread().isPresent();
  }

  /** The count of the calling thread since its start; empty if this system does not tell. */
  static OptionalLong ofThisThread() {
    try {
      return of(Files.readString(STAT));
    } catch (IOException e) {
      return OptionalLong.empty(); // not Linux, or a container that hides it
    }
  }

  /** The count in a line of the form that Linux has for threads; empty if it has another form. */
  static OptionalLong of(String line) {
    // the name is in parentheses, and may have spaces and parentheses itself
    String[] fields = line.substring(line.lastIndexOf(')') + 1).trim().split(" ");
    try {
      return fields.length > MAJOR_FAULTS
          ? OptionalLong.of(Long.parseLong(fields[MAJOR_FAULTS]))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
