/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.file.bytes.Output;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Fills a disk with copies, in a process of its own. */
final class SmallDiskProcess {
  /** Bytes of the disk: of two copies and a half. */
  static final int DISK = 5 << 20;

  private static final int COPY = 2 << 20;
  private static final String STORE = "far://away/store";

  private final Path disk;
  private final LocalCache cache;

  private SmallDiskProcess(Path disk) {
    this.disk = disk;
    cache =
        new LocalCache(
            new CacheDirectory(disk.resolve("cache"), Long.MAX_VALUE, CacheDisk.REAL),
            new Retries(3, 0));
  }

  /** Argument: where a disk of this size is mounted. */
  public static void main(String[] args) throws IOException {
    SmallDiskProcess process = new SmallDiskProcess(Path.of(args[0]));
    process.refusesWhatDoesNotFitBesideWhatIsMapped();
    process.evictsWhatIsNotMapped();
    process.leavesNothingWhenTheDiskFillsUpMeanwhile();
  }

  private void refusesWhatDoesNotFitBesideWhatIsMapped() throws IOException {
    try (LocalFile first = fetch(0);
        LocalFile second = fetch(1)) {
      assertThatThrownBy(() -> fetch(2))
          .hasMessageContaining("expected " + COPY + " bytes free")
          .hasMessageContaining(HadoopOptions.CACHE_DIR);
      assertThat(CacheFiles.below(disk)).containsExactlyInAnyOrder(first.path(), second.path());
    }
  }

  private void evictsWhatIsNotMapped() throws IOException {
    try (LocalFile third = fetch(2)) {
      assertThat(third.path()).hasBinaryContent(content(2));
      assertThat(CacheFiles.below(disk)).hasSize(2).contains(third.path());
    }
  }

  /** Another program takes the room that was there when the copy was begun. */
  private void leavesNothingWhenTheDiskFillsUpMeanwhile() throws IOException {
    Path others = disk.resolve("of another program");
    Download.Source source =
        from -> {
          fill(others);
          return source(3, from);
        };

    assertThatThrownBy(() -> cache.fetch(STORE, file(3), source))
        .isInstanceOf(CacheDiskException.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining(HadoopOptions.CACHE_DIR);
    assertThat(CacheFiles.below(disk)).hasSize(1);

    Files.delete(others);
    try (LocalFile copy = fetch(3)) {
      assertThat(copy.path()).hasBinaryContent(content(3));
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] bytes = new byte[64 << 10];
    try (Output out = CacheDisk.REAL.create(file, 0)) {
      assertThatThrownBy(
              () -> {
                for (int written = 0; written < DISK; written += bytes.length) {
                  out.write(bytes, 0, bytes.length);
                }
              })
          .hasMessageContaining("No space left on device");
      out.finish();
    }
  }

  private LocalFile fetch(int seed) throws IOException {
    return cache.fetch(STORE, file(seed), from -> source(seed, from));
  }

  private static DataFile file(int seed) {
    return LocalCacheTest.file(content(seed));
  }

  private static InputStream source(int seed, long from) {
    return new ByteArrayInputStream(Arrays.copyOfRange(content(seed), (int) from, COPY));
  }

  private static byte[] content(int seed) {
    byte[] content = new byte[COPY];
    new Random(seed).nextBytes(content);
    return content;
  }
}
