/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.nio.MappedByteBuffer;

/**
 * A map of a file that was made without {@code sun.misc.Unsafe}.
 *
 * @param release takes the map down; where there is no arena for it, only the collector can
 */
record FileMap(MappedByteBuffer buffer, Runnable release) {}
