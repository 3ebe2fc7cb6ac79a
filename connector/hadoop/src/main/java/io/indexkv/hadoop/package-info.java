/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Stores on any Hadoop FileSystem. Users call {@link io.indexkv.hadoop.HadoopStores}; all other
 * types are internal. {@code docs/store-layout.md} owns how a version is published on each file
 * system, and how local copies are kept.
 *
 * <p>A storage and the local cache are thread-safe, and processes of one host share the cache. A
 * read that fails is tried again; a copy that is damaged is made anew, once. A file system that
 * cannot create a file atomically is refused for writes. A full or broken disk of the cache fails
 * the read with the disk's name.
 */
package io.indexkv.hadoop;
