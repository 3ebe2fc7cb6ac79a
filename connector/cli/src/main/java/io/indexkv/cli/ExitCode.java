/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

/** The exit codes of all commands. */
final class ExitCode {
  /** All is well. */
  static final int GOOD = 0;

  /** A check failed, a key is absent, or there are differences. */
  static final int NEGATIVE = 1;

  /** The command was called wrongly. */
  static final int USAGE = 2;

  /** The store cannot be read or written. */
  static final int FAILED = 3;

  /** The reader of the output has gone: 128 + SIGPIPE, as a shell reports it. */
  static final int CLOSED_PIPE = 141;

  private ExitCode() {}
}
