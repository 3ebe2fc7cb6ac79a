/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.storage.LocalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A process that fetches a file through a cache; notes each download in a file. */
final class CacheProcess {
  private CacheProcess() {}

  /** Arguments: the cache directory, the remote file, the file of notes. */
  public static void main(String[] args) throws IOException {
    Path remote = Path.of(args[1]);
    byte[] content = Files.readAllBytes(remote);
    LocalCache cache =
        new LocalCache(
            new CacheDirectory(Path.of(args[0]), Long.MAX_VALUE, CacheDisk.REAL),
            new Retries(1, 0));
    LocalFile copy =
        cache.fetch(
            "far://away/store",
            LocalCacheTest.file(content),
            from -> {
              Files.writeString(
                  Path.of(args[2]),
                  "download\n",
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND);
              return Files.newInputStream(remote);
            });
    if (!Arrays.equals(Files.readAllBytes(copy.path()), content)) {
      throw new IOException("the copy " + copy + " differs");
    }
  }
}
