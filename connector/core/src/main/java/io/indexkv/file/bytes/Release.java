/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.lang.ref.Cleaner;

/**
 * Runs an action once: when somebody runs this, or when nobody refers to it any more. The action
 * must not refer to it, nor to its owner.
 */
final class Release implements Runnable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Cleaner.Cleanable action;

  Release(Runnable action) {
    this.action = CLEANER.register(this, action);
  }

  @Override
  public void run() {
    action.clean();
  }
}
