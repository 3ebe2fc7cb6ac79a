/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Imports rows of files into a store. A {@link io.indexkv.cli.importing.RowSource} reads the rows,
 * and an {@link io.indexkv.cli.importing.ImportTask} makes a store of them. If the rows are in
 * groups, several threads read and sort at the same time. Otherwise one thread reads, and a thread
 * for each range of keys sorts and writes.
 *
 * <p>Internal: no compatibility is promised. One thread uses a task; it ends the threads that it
 * starts. A failure leaves the store as it was and no file.
 */
package io.indexkv.cli.importing;
