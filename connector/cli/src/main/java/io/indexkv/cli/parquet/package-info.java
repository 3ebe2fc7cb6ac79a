/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Reads and writes Parquet files, with the types that Spark gives to their columns. Only a command
 * that is asked for Parquet loads these classes, so that the others start fast.
 *
 * <p>Internal: no compatibility is promised. A reader or writer belongs to one thread. A file that
 * cannot be read is an {@link io.indexkv.cli.error.InputException}; a type that a store cannot have
 * is a {@link io.indexkv.cli.error.UsageException} that names the column.
 */
package io.indexkv.cli.parquet;
