/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

/** The moment when {@link KillTest} kills the writing process. */
enum Moment {
  /** A task has begun, but has no file yet. */
  BEFORE_THE_FIRST_FILE,
  /** One task has finished files, another has not begun. */
  AFTER_THE_FIRST_FILES,
  /** All files are finished, and the driver is about to publish. */
  BEFORE_THE_COMMIT,
  /** The manifest is being written, or was just written. */
  DURING_THE_COMMIT,
  /** The new version is published, and the driver is about to clean up. */
  AFTER_THE_COMMIT
}
