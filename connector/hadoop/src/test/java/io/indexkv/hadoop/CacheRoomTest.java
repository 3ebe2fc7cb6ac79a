/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache when its room or its patience ends. */
class CacheRoomTest {
  private static final String STORE = "far://away/store";
  private static final int SIZE = 1 << 20;

  @TempDir Path directory;

  @Test
  void evictsWhatWasUsedLongestAgo() throws IOException {
    LocalCache cache = cache(3 * SIZE, CacheDisk.REAL);
    List<Path> copies = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      copies.add(fetched(cache, content(i)));
      Files.setLastModifiedTime(copies.get(i), FileTime.fromMillis(1_000 * i));
    }
    fetched(cache, content(0)); // used again just now
    long evicted = CacheMetrics.now().evicted();

    Path fourth = fetched(cache, content(3));

    assertThat(CacheFiles.below(directory))
        .containsExactlyInAnyOrder(copies.get(0), copies.get(2), fourth);
    assertThat(CacheMetrics.now().evicted()).isEqualTo(evicted + 1);
  }

  @Test
  void aUseIsRecordedOnlyAfterAMinute() throws IOException {
    LocalCache cache = cache(3 * SIZE, CacheDisk.REAL);
    Path copy = fetched(cache, content(0));
    // in the future: however slow this is, no minute later
    FileTime recent = FileTime.fromMillis(System.currentTimeMillis() / 1000 * 1000 + 3_600_000);
    Files.setLastModifiedTime(copy, recent);
    Object changed = Files.getAttribute(copy, "unix:ctime");

    fetched(cache, content(0));

    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(recent);
    assertThat(Files.getAttribute(copy, "unix:ctime")).isEqualTo(changed);
    FileTime old = FileTime.fromMillis(System.currentTimeMillis() - 61_000);
    Files.setLastModifiedTime(copy, old);

    fetched(cache, content(0));

    assertThat(Files.getLastModifiedTime(copy)).isGreaterThan(old);
  }

  @Test
  void doesNotEvictWhatIsMapped() throws IOException {
    LocalCache cache = cache(2 * SIZE, CacheDisk.REAL);
    try (LocalFile first = fetch(cache, content(0));
        LocalFile second = fetch(cache, content(1))) {
      assertThatThrownBy(() -> fetch(cache, content(2)))
          .hasMessageContaining("expected " + SIZE + " bytes free, found 0 of the " + 2 * SIZE)
          .hasMessageContaining("raise " + HadoopOptions.CACHE_MAX_BYTES);
      assertThat(CacheFiles.below(directory))
          .containsExactlyInAnyOrder(first.path(), second.path());
    }

    assertThat(fetched(cache, content(2))).hasBinaryContent(content(2));
  }

  @Test
  void doesNotEvictWhatAnotherProcessHasMapped() throws Exception {
    LocalCache cache = cache(2 * SIZE, CacheDisk.REAL);
    Path first = fetched(cache, content(0));
    Path second = fetched(cache, content(1));
    Files.setLastModifiedTime(first, FileTime.fromMillis(0));

    try (PinProcess other = PinProcess.start(first)) {
      Path third = fetched(cache, content(2));
      assertThat(CacheFiles.below(directory)).containsExactlyInAnyOrder(first, third);
    }

    assertThat(second).doesNotExist();
    Files.setLastModifiedTime(first, FileTime.fromMillis(0));
    fetched(cache, content(3));
    assertThat(first).doesNotExist();
  }

  @Test
  void refusesAFileThatIsLargerThanTheCap() throws IOException {
    LocalCache cache = cache(SIZE - 1, CacheDisk.REAL);

    assertThatThrownBy(() -> fetch(cache, content(0)))
        .hasMessageContaining(STORE + "/data/a.ikv")
        .hasMessageContaining("raise " + HadoopOptions.CACHE_MAX_BYTES);
    assertThat(CacheFiles.below(directory)).isEmpty();
  }

  @Test
  void makesRoomOnADiskThatIsFull() throws IOException {
    fetched(cache(Long.MAX_VALUE, CacheDisk.REAL), content(0));
    LocalCache full = cache(Long.MAX_VALUE, new FullDisk(SIZE - 1, Long.MAX_VALUE));

    assertThatThrownBy(() -> fetch(full, content(1)))
        .hasMessageContaining("expected " + SIZE + " bytes free, found " + (SIZE - 1))
        .hasMessageContaining("set " + HadoopOptions.CACHE_DIR);

    assertThat(CacheFiles.below(directory)).as("it was tried").isEmpty();
  }

  @Test
  void leavesNothingWhenTheDiskFillsUpMeanwhile() throws IOException {
    LocalCache full = cache(Long.MAX_VALUE, new FullDisk(Long.MAX_VALUE, SIZE / 2));
    long retries = CacheMetrics.now().retries();

    assertThatThrownBy(() -> fetch(full, content(0)))
        .hasMessageContaining("No space left on device")
        .hasMessageContaining(STORE + "/data/a.ikv")
        .hasMessageContaining(HadoopOptions.CACHE_DIR);

    assertThat(CacheFiles.below(directory)).isEmpty();
    assertThat(CacheMetrics.now().retries()).isEqualTo(retries);
  }

  @Test
  void goesOnWhereAReadStopped() throws IOException {
    byte[] content = content(0);
    List<Long> opened = new ArrayList<>();
    Download.Source source =
        from -> {
          opened.add(from);
          int end = opened.size() < 3 ? (int) (from + 300_000) : content.length;
          return new BrokenOff(content, (int) from, end, opened.size() < 3);
        };
    CacheMetrics before = CacheMetrics.now();

    try (LocalFile copy =
        cache(Long.MAX_VALUE, CacheDisk.REAL).fetch(STORE, LocalCacheTest.file(content), source)) {
      assertThat(copy.path()).hasBinaryContent(content);
    }

    CacheMetrics after = CacheMetrics.now();
    assertThat(opened).containsExactly(0L, 300_000L, 600_000L);
    assertThat(after.retries() - before.retries()).isEqualTo(2);
    assertThat(after.copiedBytes() - before.copiedBytes()).isEqualTo(SIZE);
    assertThat(after.askedBytes() - before.askedBytes()).isEqualTo(SIZE);
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    Download.Source source = from -> new BrokenOff(content(0), 0, 10, true);

    assertThatThrownBy(
            () ->
                cache(Long.MAX_VALUE, CacheDisk.REAL)
                    .fetch(STORE, LocalCacheTest.file(content(0)), source))
        .hasMessageContaining("failed 3 times (" + HadoopOptions.READ_ATTEMPTS + ")")
        .hasMessageContaining("connection reset");
  }

  @Test
  void cleansUpWhatDeadProcessesLeft() throws IOException {
    Path cache = Files.createDirectory(directory.resolve("cache"));
    Path left = cache.resolve(".0a0b0c0d-17-x.ikv.0b0e6d2c-1f9a-4f77-8e3e-0f6d2c1b9a77");
    Files.write(left, new byte[17]);

    fetched(cache(Long.MAX_VALUE, CacheDisk.REAL), content(0));

    assertThat(left).doesNotExist();
  }

  /** Ends with an error, or as if it were the end of the file. */
  private static final class BrokenOff extends ByteArrayInputStream {
    private final boolean fails;

    BrokenOff(byte[] content, int from, int to, boolean fails) {
      super(content, from, to - from);
      this.fails = fails;
    }

    @Override
    public int read(byte[] to) throws IOException {
      int n = super.read(to);
      if (n < 0 && fails) {
        throw new IOException("connection reset");
      }
      return n;
    }
  }

  private LocalCache cache(long maxBytes, CacheDisk disk) {
    return new LocalCache(
        new CacheDirectory(directory.resolve("cache"), maxBytes, disk), new Retries(3, 0));
  }

  private static LocalFile fetch(LocalCache cache, byte[] content) throws IOException {
    DataFile file = LocalCacheTest.file(content);
    return cache.fetch(STORE, file, from -> source(content, from));
  }

  private static InputStream source(byte[] content, long from) {
    return new ByteArrayInputStream(Arrays.copyOfRange(content, (int) from, content.length));
  }

  private static Path fetched(LocalCache cache, byte[] content) throws IOException {
    try (LocalFile copy = fetch(cache, content)) {
      return copy.path();
    }
  }

  private static byte[] content(int seed) {
    byte[] content = new byte[SIZE];
    new Random(seed).nextBytes(content);
    return content;
  }
}
