/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

/** Hears of the progress of a {@link LayerWriter}. An exception from it ends the writing. */
public interface WriteWatch {
  /** Does nothing. */
  WriteWatch NONE =
      new WriteWatch() {
        @Override
        public void merging(long entries) {}

        @Override
        public void merged(long bytes) {}

        @Override
        public void pulse() {}
      };

  /**
   * The writer begins to merge entries.
   *
   * @param entries maximum number of entries to merge
   */
  void merging(long entries);

  /**
   * The writer has merged an entry.
   *
   * @param bytes length of its key and value together
   */
  void merged(long bytes);

  /** The writer merges runs into larger ones. It calls this repeatedly. */
  void pulse();
}
