/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Stores on any Hadoop FileSystem. {@code docs/store-layout.md} owns how a writer publishes a
 * version on each. Users call {@link io.indexkv.hadoop.HadoopStores}.
 */
package io.indexkv.hadoop;
