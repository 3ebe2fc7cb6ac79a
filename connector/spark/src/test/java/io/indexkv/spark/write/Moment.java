/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

/** When {@link KillTest} kills the writing process. */
enum Moment {
  /** A task has begun, no file of it exists. */
  BEFORE_THE_FIRST_FILE,
  /** One task has finished files, another has not begun. */
  AFTER_THE_FIRST_FILES,
  /** All files are finished, the driver is about to publish. */
  BEFORE_THE_COMMIT,
  /** The manifest is being written, or just was. */
  DURING_THE_COMMIT,
  /** The new version is there, the driver is about to clean up. */
  AFTER_THE_COMMIT
}
