/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.write.Duplicates;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * How entries in any order are sorted.
 *
 * @param keyWidth bytes of every key, or 0 if keys vary in length
 * @param memoryBytes heap to sort in; beyond it, sorted runs go to files
 * @param directory where the runs go: a directory of their own in it
 * @param duplicates what happens to entries with the same key
 * @param keyText a key's bytes as people read them
 */
public record SortOptions(
    int keyWidth,
    long memoryBytes,
    Path directory,
    Duplicates duplicates,
    Function<byte[], String> keyText) {
  /** Two entries, by their number among those added, have this key. */
  public DuplicateKeyException duplicate(byte[] key, long first, long second) {
    return new DuplicateKeyException(
        "entries %,d and %,d have the same key %s; keep one of them with duplicates FIRST or LAST"
            .formatted(first, second, keyText.apply(key)));
  }
}
