/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

/**
 * The parts of a file that were verified together with its values: blocks whose values all passed
 * the check, and pages of the hash index whose positions are counted.
 */
public record CheckedValues(VerifiedUnits blocks, VerifiedUnits pages) {}
