/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Stores on any Hadoop FileSystem. How a version is published on each is owned by {@code
 * docs/store-layout.md}.
 */
package io.indexkv.hadoop;
