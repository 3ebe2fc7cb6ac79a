/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Imports rows of files into a store. A {@link io.indexkv.cli.importing.RowSource} reads the rows,
 * an {@link io.indexkv.cli.importing.ImportTask} makes keys of them, and a thread for each range of
 * keys sorts and writes.
 *
 * <p>Internal: no compatibility is promised. One thread uses a task; it ends the threads that it
 * starts. A failure leaves the store as it was and no file.
 */
package io.indexkv.cli.importing;
