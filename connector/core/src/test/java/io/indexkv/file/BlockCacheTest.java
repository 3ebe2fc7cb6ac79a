/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockCacheTest {
  private static final int CHUNK = 1 << BlockCache.CHUNK_SHIFT;

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(longs = {32 << 10, 33 << 10, 64 << 10, 100_000, 5 << 20, (5 << 20) - 1})
  void takesNoMoreMemoryThanItIsGiven(long bytes) {
    try (BlockCache cache = new BlockCache(bytes)) {
      assertThat(cache.bytes()).isBetween(bytes / 2, bytes);
      int slots = (int) (cache.bytes() / CHUNK);
      for (long tag = 1; tag <= 20L * slots; tag++) {
        cache.put(tag, chunk(tag), 0, CHUNK);
        assertThat(holds(cache, tag)).isTrue();
      }
      assertThat(LongStream.rangeClosed(1, 20L * slots).filter(tag -> holds(cache, tag)).count())
          .isBetween(slots / 2L, (long) slots);
    }
  }

  @Test
  void refusesLessThanOneSetAndEverythingOnceClosed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockCache((32 << 10) - 1))
        .withMessage("a block cache needs at least 32768 bytes, got 32767");
    BlockCache cache = new BlockCache(32 << 10);
    cache.close();
    cache.close();
    assertThatIllegalStateException().isThrownBy(cache::register);
  }

  /** A set is full of chunks; the one that is read again and again outlives all others. */
  @Test
  void keepsWhatIsUsed() {
    try (BlockCache cache = new BlockCache(32 << 10)) {
      cache.put(1, chunk(1), 0, CHUNK);
      for (long tag = 2; tag < 100; tag++) {
        cache.put(tag, chunk(tag), 0, CHUNK);
        assertThat(holds(cache, 1)).as("after %d more", tag - 1).isTrue();
      }
    }
  }

  /**
   * All threads write and read the same few slots; what is read must be whole and the right one.
   */
  @Test
  void readersNeverSeeHalfAChunk() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (BlockCache cache = new BlockCache(32 << 10)) {
      List<Callable<Integer>> users = new ArrayList<>();
      for (int seed = 0; seed < 4; seed++) {
        Random random = new Random(seed);
        users.add(() -> use(cache, random));
      }
      for (Future<Integer> hits : threads.invokeAll(users)) {
        assertThat(hits.get()).isNotNegative();
      }
      cache.put(99, chunk(99), 0, CHUNK);
      assertThat(holds(cache, 99)).isTrue();
    } finally {
      threads.shutdown();
    }
  }

  private static int use(BlockCache cache, Random random) {
    int hits = 0;
    for (int i = 0; i < 20_000; i++) {
      long tag = 1 + random.nextInt(12);
      if (holds(cache, tag)) {
        hits++;
      } else {
        cache.put(tag, chunk(tag), 0, CHUNK);
      }
    }
    return hits;
  }

  /** True if the chunk is there; fails if it has other bytes than it was given. */
  private static boolean holds(BlockCache cache, long tag) {
    byte[] found = new byte[CHUNK];
    if (!cache.read(tag, 0, found, 0, CHUNK)) {
      return false;
    }
    assertThat(found).isEqualTo(chunk(tag));
    return true;
  }

  private static byte[] chunk(long tag) {
    byte[] chunk = new byte[CHUNK];
    for (int i = 0; i < CHUNK; i++) {
      chunk[i] = (byte) (tag * 31 + i / 8 * tag);
    }
    return chunk;
  }

  @Test
  void aBlockIsInflatedOnce() throws IOException {
    SortedMap<byte[], byte[]> entries = TestFile.map();
    for (int i = 0; i < 3000; i++) {
      entries.put(TestFile.key(i, 4), TestFile.key(7L * i, 8));
    }
    StoreFileOptions options = new StoreFileOptions(4, 1, 1 << 16, Compression.lz4(), Map.of());
    Path path = TestFile.write(dir.resolve("one-block.ikv"), options, entries);
    try (BlockCache cache = new BlockCache(1 << 20);
        StoreFileReader file = StoreFileReader.open(path, cache)) {
      assertThat(file.blocks.blocks()).isEqualTo(1);
      assertThat(file.get(TestFile.key(1700, 4))).isEqualTo(TestFile.key(7 * 1700, 8));
      long tags = cache.register() - (1L << 40);
      byte[] one = new byte[1];
      for (long chunk = 0; chunk << BlockCache.CHUNK_SHIFT < file.data().length(); chunk++) {
        assertThat(cache.read(tags | chunk, 0, one, 0, 1)).as("chunk %d", chunk).isTrue();
      }
    }
  }

  /** A cache smaller than a block still keeps the part of the block that was asked for. */
  @Test
  void keepsThePartThatWasAskedFor() throws IOException {
    SortedMap<byte[], byte[]> entries = TestFile.map();
    for (int i = 0; i < 5000; i++) {
      entries.put(TestFile.key(i, 4), TestFile.key(7L * i, 8));
    }
    StoreFileOptions options = new StoreFileOptions(4, 1, 1 << 16, Compression.zstd(1), Map.of());
    Path path = TestFile.write(dir.resolve("large-block.ikv"), options, entries);
    try (BlockCache cache = new BlockCache(32 << 10);
        StoreFileReader file = StoreFileReader.open(path, cache)) {
      assertThat(file.data().length()).isGreaterThan(cache.bytes());
      long tags = cache.register() - (1L << 40);
      for (int i = 0; i < 5000; i += 37) {
        byte[] key = TestFile.key(i, 4);
        assertThat(file.get(key)).isEqualTo(TestFile.key(7L * i, 8));
        long chunk = file.find(key, 0, 4) >>> BlockCache.CHUNK_SHIFT;
        assertThat(cache.read(tags | chunk, 0, new byte[1], 0, 1)).isTrue();
      }
    }
  }
}
