/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The command line {@code indexkv}: one class for each command. docs/cli.md describes it for users.
 *
 * <p>Internal: no compatibility is promised. What the commands print with {@code --json}, and their
 * exit codes, are for programs and stay.
 *
 * <p>A command writes its results to the standard output and all else to the standard error. The
 * commands run in one thread. A failure is an exception: {@code FailureReport} turns it into a
 * message and an exit code.
 */
package io.indexkv.cli;
