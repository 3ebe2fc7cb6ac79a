/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * Programs to copy from. Those with Spark run on this machine by default and under spark-submit
 * unchanged.
 */
package io.indexkv.examples;
