/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCacheTest {
  private static final String STORE = "far://away/store";

  @TempDir Path directory;
  private final byte[] content = new byte[(2 << 20) + 17];

  @BeforeEach
  void fill() {
    new Random(7).nextBytes(content);
  }

  @Test
  void copiesAFileOnceAndMakesItReadOnly() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    Download.Source source =
        from -> {
          opened.incrementAndGet();
          return new ByteArrayInputStream(content);
        };

    Path copy = path(cache().fetch(STORE, file(content), source));

    assertThat(copy).hasBinaryContent(content).startsWith(directory.resolve("cache"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .doesNotContain("w");
    assertThat(path(cache().fetch(STORE, file(content), source))).isEqualTo(copy);
    assertThat(opened).hasValue(1);
    assertThat(CacheFiles.below(directory)).containsExactly(copy);
  }

  @Test
  void createsADirectoryThatOnlyThisUserCanUse() throws IOException {
    fetch(content, file(content));

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("cache"))))
        .isEqualTo("rwx------");
  }

  @Test
  void copiesOnceForManyThreads() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Path> task =
          () ->
              path(
                  cache()
                      .fetch(
                          STORE,
                          file(content),
                          from -> {
                            opened.incrementAndGet();
                            return new ByteArrayInputStream(content);
                          }));
      for (Future<Path> copy : threads.invokeAll(Collections.nCopies(32, task))) {
        assertThat(copy.get()).hasBinaryContent(content);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(opened).hasValue(1);
  }

  @Test
  void copiesOnceForManyProcesses() throws Exception {
    Path remote = Files.write(directory.resolve("remote"), content);
    List<ChildJvm> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(
          ChildJvm.start(
              directory.resolve("output-" + i),
              CacheProcess.class,
              directory.resolve("cache").toString(),
              remote.toString(),
              directory.resolve("downloads").toString()));
    }
    for (ChildJvm process : processes) {
      process.assertSucceeds();
    }

    assertThat(directory.resolve("downloads")).hasContent("download");
  }

  @Test
  void keepsFilesOfTheSameNameApart() throws IOException {
    byte[] other = content.clone();
    other[100]++;

    Path first = fetch(content, file(content));
    Path second = fetch(other, file(other));

    assertThat(first).hasBinaryContent(content);
    assertThat(second).hasBinaryContent(other);
  }

  @Test
  void refusesAFileThatIsNotTheListedOne() throws IOException {
    byte[] flipped = content.clone();
    flipped[content.length / 2] ^= 4;
    byte[] shorter = Arrays.copyOf(content, content.length - 1);
    byte[] longer = Arrays.copyOf(content, content.length + 1);
    String listed = "the manifest says " + content.length + " bytes, found ";

    assertRefused(flipped, "the manifest says CRC32C ");
    assertRefused(shorter, listed + shorter.length + " bytes");
    assertRefused(longer, listed + "at least " + longer.length + " bytes");
    assertRefused(new byte[0], listed + "0 bytes");
  }

  private void assertRefused(byte[] found, String message) throws IOException {
    assertThatThrownBy(() -> fetch(found, file(content)))
        .isInstanceOf(BrokenSnapshotException.class)
        .hasMessageContaining(STORE + "/data/a.ikv")
        .hasMessageContaining(message);
    assertThat(CacheFiles.below(directory)).isEmpty();
  }

  @Test
  void leavesNothingOfACopyThatFails() throws IOException {
    InputStream failing =
        new InputStream() {
          private int read;

          @Override
          public int read() throws IOException {
            if (++read > 1000) {
              throw new IOException("connection reset");
            }
            return 1;
          }
        };

    assertThatThrownBy(() -> cache().fetch(STORE, file(content), from -> failing))
        .hasMessageContaining("connection reset");
    assertThat(CacheFiles.below(directory)).isEmpty();
    assertThat(fetch(content, file(content))).hasBinaryContent(content);
  }

  @Test
  void replacesACopyOfAnotherLength() throws IOException {
    Path copy = fetch(content, file(content));
    Files.delete(copy);
    Files.write(copy, new byte[10]);

    assertThat(fetch(content, file(content))).isEqualTo(copy).hasBinaryContent(content);
  }

  @Test
  void removesWhatADeadProcessLeft() throws IOException {
    Path copy = fetch(content, file(content));
    Files.delete(copy);
    Path left =
        new CacheDirectory(copy.getParent(), Long.MAX_VALUE, CacheDisk.REAL)
            .temporary(CopyName.ofComplete(copy).orElseThrow());
    Files.write(left, new byte[10]);

    fetch(content, file(content));

    assertThat(CacheFiles.below(directory)).containsExactly(copy);
  }

  /** As it may where something deleted the file of the locks. */
  @Test
  void doesNotPublishWhatAnotherIsMakingAtTheSameTime() throws IOException {
    CacheDirectory cache =
        new CacheDirectory(directory.resolve("cache"), Long.MAX_VALUE, CacheDisk.REAL);
    List<Path> others = new ArrayList<>();
    Download.Source source =
        from -> {
          Path making = CacheFiles.below(directory).get(0);
          CopyName name = CopyName.ofTemporary(making).orElseThrow();
          cache.deleteRemains(name);
          others.add(Files.write(cache.temporary(name), new byte[content.length]));
          return new ByteArrayInputStream(content);
        };

    assertThatThrownBy(() -> cache().fetch(STORE, file(content), source))
        .isInstanceOf(IOException.class);

    assertThat(CacheFiles.below(directory)).containsExactlyElementsOf(others);
    assertThat(fetch(content, file(content))).hasBinaryContent(content);
  }

  @Test
  void keepsTheFileOfTheLocksYoung() throws IOException {
    fetch(content, file(content));
    Path locks = directory.resolve("cache/.locks");
    FileTime old = FileTime.fromMillis(System.currentTimeMillis() - 7_200_000);
    Files.setLastModifiedTime(locks, old);

    fetch(content, file(content));

    assertThat(Files.getLastModifiedTime(locks)).isGreaterThan(old);
  }

  @Test
  void namesTheOptionWhenThereIsNoRoom() throws IOException {
    DataFile huge = new DataFile("data/a.ikv", info(1L << 60, content));

    assertThatThrownBy(() -> fetch(content, huge))
        .hasMessageContaining(STORE + "/data/a.ikv")
        .hasMessageContaining("expected " + (1L << 60) + " bytes free, found ")
        .hasMessageContaining("set " + HadoopOptions.CACHE_DIR);
    assertThat(CacheFiles.below(directory)).isEmpty();
  }

  @Test
  void namesTheOptionWhenTheDirectoryCannotBeCreated() throws IOException {
    Files.writeString(directory.resolve("cache"), "a file");

    assertThatThrownBy(() -> fetch(content, file(content)))
        .hasMessageContaining(directory.resolve("cache").toString())
        .hasMessageContaining("set " + HadoopOptions.CACHE_DIR);
  }

  @Test
  void refusesADirectoryOfAnotherUser() throws IOException {
    Path cache = Files.createDirectory(directory.resolve("cache"));
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
    Files.setOwner(
        cache,
        cache.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

    assertThatThrownBy(() -> fetch(content, file(content)))
        .hasMessageContaining("belongs to nobody, expected root")
        .hasMessageContaining("set " + HadoopOptions.CACHE_DIR);
    assertThat(CacheFiles.below(directory)).isEmpty();
  }

  @Test
  void isByDefaultInADirectoryOfTheUserBelowTheTemporaryOne() {
    Path path = CacheDirectory.of(new Configuration(false)).path();

    assertThat(path.getParent()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    assertThat(path.getFileName().toString()).startsWith("indexkv-");
  }

  private Path fetch(byte[] found, DataFile file) throws IOException {
    return path(cache().fetch(STORE, file, from -> new ByteArrayInputStream(found)));
  }

  /** The copy, not held. */
  private static Path path(LocalFile copy) throws IOException {
    copy.close();
    return copy.path();
  }

  private LocalCache cache() {
    return new LocalCache(
        new CacheDirectory(directory.resolve("cache"), Long.MAX_VALUE, CacheDisk.REAL),
        new Retries(3, 0));
  }

  static DataFile file(byte[] content) {
    return new DataFile("data/a.ikv", info(content.length, content));
  }

  private static StoreFileInfo info(long length, byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return new StoreFileInfo(length, (int) crc.getValue(), 1, new byte[1], new byte[1]);
  }
}
