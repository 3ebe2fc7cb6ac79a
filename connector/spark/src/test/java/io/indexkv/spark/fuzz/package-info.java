/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * Hostile stores read through Spark. {@link io.indexkv.spark.fuzz.HostileStoreTest} starts {@link
 * io.indexkv.spark.fuzz.FuzzProcess}, since a fault may end the JVM. That process writes a good
 * store of each {@link io.indexkv.spark.fuzz.GoodStore}. Each mutant is a {@link
 * io.indexkv.spark.fuzz.StoreCopy} of one, to which a {@link io.indexkv.spark.fuzz.Forgery} is
 * done; some {@link io.indexkv.spark.fuzz.WayToRead}s of it must fail by name or give the {@link
 * io.indexkv.spark.fuzz.Allowed} rows.
 */
package io.indexkv.spark.fuzz;
