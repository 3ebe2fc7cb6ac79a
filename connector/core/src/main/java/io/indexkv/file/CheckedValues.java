/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/**
 * What has been verified of a file together with its values: blocks whose values are all right, and
 * pages of the hash index whose positions are counted.
 */
record CheckedValues(VerifiedUnits blocks, VerifiedUnits pages) {}
