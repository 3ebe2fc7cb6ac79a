/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

/** A table of Spark's that is a store: its scans are {@link StoreBacked}. */
public interface StoreTable {}
