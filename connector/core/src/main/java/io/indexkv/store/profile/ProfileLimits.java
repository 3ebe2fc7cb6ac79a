/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.profile;

/**
 * How much is read at most.
 *
 * @param files maximum number of files
 * @param wholeBytes maximum length of all files of which every entry is read
 * @param indexBytes maximum length of a block index; a file with a longer one is left out
 * @param pages maximum number of pages of hash indexes, of 64 KiB each
 * @param places maximum number of places where entries are read, if not all are
 */
record ProfileLimits(int files, long wholeBytes, int indexBytes, int pages, int places) {
  /** Number of entries that are read at each place. */
  static final int ENTRIES_A_PLACE = 32;

  static ProfileLimits defaults() {
    return new ProfileLimits(256, 64 << 20, 32 << 20, 1024, 512);
  }
}
