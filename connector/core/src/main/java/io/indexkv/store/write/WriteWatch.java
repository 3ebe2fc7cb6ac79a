/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

/** Is told how a {@link LayerWriter} gets on. What it throws ends the writing. */
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

  /** From now on entries are merged, this many at most. */
  void merging(long entries);

  /** An entry was merged, its key and value together of this many bytes. */
  void merged(long bytes);

  /** Runs are being merged into larger ones; called now and then. */
  void pulse();
}
