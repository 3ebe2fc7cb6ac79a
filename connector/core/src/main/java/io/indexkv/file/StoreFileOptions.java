/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.util.Map;

/**
 * How a store file is written.
 *
 * @param keyWidth bytes of every key (1, 2, 4 or 8), or 0 if keys vary in length
 * @param alignment values start at multiples of this many bytes in the data space: 1 or 8
 * @param blockSize bytes of a data block, a power of two from 4 KiB to 16 MiB
 * @param properties free text stored with the file, for example its schema
 */
public record StoreFileOptions(
    int keyWidth, int alignment, int blockSize, Map<String, String> properties) {
  public static final int DEFAULT_BLOCK_SIZE = 64 << 10;
}
