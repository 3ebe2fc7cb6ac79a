/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.store.storage.LocalFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache in a directory that has files of others, too. */
class CacheNeighboursTest {
  private static final int SIZE = 1 << 16;

  /** Files that people have, and names that are almost the cache's. */
  private static final List<String> NEIGHBOURS =
      List.of(
          "customers.parquet",
          ".bashrc",
          ".owner-1",
          "backup.copy",
          "model.inflated",
          "part-00000.ikv",
          "0a0b0c0d-1234-4f77-8e3e-0f6d2c1b9a77-00000-7-0.ikv",
          "0a0b0c0d-17-x.ikv",
          "0a0b0c0d-17-x.ikv.copy.bak",
          "0a0b0c0d-17-x.copy",
          "0A0B0C0D-17-x.ikv.copy",
          "0a0b0c0-17-x.ikv.copy",
          "0a0b0c0d-x-x.ikv.inflated",
          "0a0b0c0d-17-.ikv.copy",
          ".0a0b0c0d-17-x.ikv",
          ".0a0b0c0d-17-x.ikv.tmp",
          ".notes.0b0e6d2c-1f9a-4f77-8e3e-0f6d2c1b9a77",
          ".0a0b0c0d-17-x.ikv.0b0e6d2c1f9a4f778e3e0f6d2c1b9a77dead",
          ".0a0b0c0d-17-x.ikv.0b0e6d2c-1f9a-4f77-8e3e-0f6d2c1b9a77.txt");

  @TempDir Path directory;

  @Test
  void neitherDeletesNorCountsWhatIsNotItsOwn() throws IOException {
    Path cache = Files.createDirectory(directory.resolve("cache"));
    for (String name : NEIGHBOURS) {
      old(Files.write(cache.resolve(name), new byte[SIZE]));
    }
    Path folder = Files.createDirectory(cache.resolve("0a0b0c0d-17-folder.ikv.copy"));
    Path link =
        Files.createSymbolicLink(
            cache.resolve("0a0b0c0d-17-link.ikv.copy"), cache.resolve(NEIGHBOURS.get(0)));
    List<Path> copies = new ArrayList<>();

    for (int i = 0; i < 5; i++) {
      copies.add(fetch(cache, 2 * SIZE, i));
      old(copies.get(i));
    }

    assertThat(copies.subList(0, 3)).noneMatch(Files::exists);
    assertThat(copies.subList(3, 5)).allMatch(Files::exists);
    assertThat(NEIGHBOURS).allSatisfy(name -> assertThat(cache.resolve(name)).exists());
    assertThat(folder).isDirectory();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void neitherDeletesThemWhereItsDiskIsFull() throws IOException {
    Path cache = Files.createDirectory(directory.resolve("cache"));
    for (String name : NEIGHBOURS) {
      old(Files.write(cache.resolve(name), new byte[SIZE]));
    }
    Path copy = fetch(cache, Long.MAX_VALUE, 0);
    CacheDirectory full =
        new CacheDirectory(cache, Long.MAX_VALUE, new FullDisk(SIZE - 1, Long.MAX_VALUE));

    try (LocalFile unused = fetch(full, 1)) {
      throw new AssertionError("there is no room for " + unused.path());
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("no room to copy");
    }

    assertThat(copy).as("room was made").doesNotExist();
    assertThat(NEIGHBOURS).allSatisfy(name -> assertThat(cache.resolve(name)).exists());
  }

  private static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - 900_000));
  }

  private static Path fetch(Path cache, long maxBytes, int seed) throws IOException {
    try (LocalFile copy = fetch(new CacheDirectory(cache, maxBytes, CacheDisk.REAL), seed)) {
      return copy.path();
    }
  }

  private static LocalFile fetch(CacheDirectory cache, int seed) throws IOException {
    byte[] content = new byte[SIZE];
    new Random(seed).nextBytes(content);
    return new LocalCache(cache, new Retries(1, 0))
        .fetch(
            "far://away/store",
            LocalCacheTest.file(content),
            from -> new ByteArrayInputStream(content));
  }
}
