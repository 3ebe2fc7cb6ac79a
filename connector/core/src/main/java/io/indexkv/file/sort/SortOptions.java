/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.write.Duplicates;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * How a sorter sorts entries.
 *
 * @param keyWidth number of bytes of every key, or 0 if keys vary in length
 * @param memoryBytes heap to sort in; the sorter writes more entries to files, as sorted runs
 * @param directory the directory in which the sorter creates a directory for its runs
 * @param duplicates rule for entries with the same key
 * @param keyText formats a key's bytes for messages
 */
public record SortOptions(
    int keyWidth,
    long memoryBytes,
    Path directory,
    Duplicates duplicates,
    Function<byte[], String> keyText) {
  /** The error for two entries with the same key, by their numbers among the added ones. */
  public DuplicateKeyException duplicate(byte[] key, long first, long second) {
    return new DuplicateKeyException(
        "entries %,d and %,d have the same key %s; keep one of them with duplicates FIRST or LAST"
            .formatted(first, second, keyText.apply(key)));
  }
}
