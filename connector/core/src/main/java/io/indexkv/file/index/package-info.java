/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Leads from a key to the bytes of its entry. {@code KeyRoutes} finds the file among several,
 * {@code HashIndex} the position of the entry, and {@code BlockIndex} its block. {@code Mapping}
 * turns a position into an address. {@code FileChecks} remembers which parts have been verified.
 *
 * <p>All types are thread-safe once they are open. A {@code Mapping} owns the maps of a file; its
 * reader unmaps them when nobody reads any more. An index checks a part when it is first touched.
 *
 * <p>Bytes that contradict the format end in a {@link io.indexkv.error.CorruptFileException} with
 * file and offset. {@code Faults} explains the {@link java.lang.InternalError} that the JVM throws
 * for a mapped file that was cut short.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file.index;
