/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.LookupFile;
import io.indexkv.file.StoreFileReader;
import io.indexkv.store.storage.Copying;
import java.util.List;

/**
 * What it took to open a snapshot in this JVM.
 *
 * @param files that were opened
 * @param mappedBytes of these files
 * @param copying of files that were not on this host yet
 */
public record Opening(int files, long mappedBytes, Copying copying) {
  /** The snapshot was open already, and is shared. */
  public static final Opening NONE = new Opening(0, 0, Copying.NONE);

  static Opening of(List<LookupFile> files, Copying copying) {
    long mapped = 0;
    for (LookupFile file : files) {
      mapped += file instanceof StoreFileReader reader ? reader.mappedBytes() : 0;
    }
    return new Opening(files.size(), mapped, copying);
  }
}
