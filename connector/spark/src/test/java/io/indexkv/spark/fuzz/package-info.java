/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * Hostile stores read through Spark. {@link io.indexkv.spark.fuzz.HostileStoreTest} starts {@link
 * io.indexkv.spark.fuzz.FuzzProcess}, because a fault may crash the JVM. That process writes a good
 * store of each {@link io.indexkv.spark.fuzz.GoodStore}. Each mutant is a {@link
 * io.indexkv.spark.fuzz.StoreCopy} of one, changed by a {@link io.indexkv.spark.fuzz.Forgery}. The
 * process then reads it in several {@link io.indexkv.spark.fuzz.WayToRead}s. Each must fail with a
 * useful message, or give the {@link io.indexkv.spark.fuzz.Allowed} rows.
 */
package io.indexkv.spark.fuzz;
