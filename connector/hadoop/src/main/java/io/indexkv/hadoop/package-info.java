/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Stores on any Hadoop FileSystem. How a version is published on each is owned by {@code
 * docs/store-layout.md}. Users call {@link io.indexkv.hadoop.HadoopStores}.
 */
package io.indexkv.hadoop;
