/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Reads store files: one file, several files as one, and batches of keys. {@code
 * docs/store-file-format.md} owns the bytes.
 *
 * <p>A reader is thread-safe and owns its map; closing it while somebody reads is an error that the
 * caller prevents. Cursors and batch lookups belong to one thread. Opening checks the header, the
 * footer and the indexes. A block is checked when it is first touched, and {@code verify()} checks
 * all.
 *
 * <p>Bytes that contradict the format end in a {@link io.indexkv.error.CorruptFileException} with
 * file and offset. A mapped file that is cut short makes the JVM throw an {@link
 * java.lang.InternalError}, which {@code Faults} explains.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file;
