/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * Programs to copy from. The programs with Spark run on this machine by default, and unchanged
 * under spark-submit.
 */
package io.indexkv.examples;
