/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.store.storage.LocalFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache directory on a host that others use, too. */
class CacheOwnershipTest {
  private static final int SOMEBODY_ELSE = 12345;
  private static final String STORE = "far://away/store";

  @TempDir Path directory;
  private Path cache;
  private Path elsewhere;
  private final byte[] content = new byte[5000];

  @BeforeEach
  void fill() {
    new Random(7).nextBytes(content);
    cache = directory.resolve("cache");
    elsewhere = directory.resolve("elsewhere");
  }

  @Test
  void whatItCreatesIsForItsUserAlone() throws IOException {
    Path copy = fetch();

    assertThat(mode(cache)).isEqualTo("rwx------");
    assertThat(mode(cache.resolve(".locks"))).isEqualTo("rw-------");
    assertThat(mode(copy)).isEqualTo("r--------");
  }

  @Test
  void aDirectoryThatOthersMayWriteToIsRefused() throws IOException {
    for (String mode : List.of("rwxrwxrwx", "rwxrwxr-x", "rwx----w-")) {
      Files.createDirectories(cache);
      chmod(cache, mode);

      assertThatThrownBy(this::fetch)
          .hasMessageContaining(cache.toString())
          .hasMessageContaining("others may write to it")
          .hasMessageContaining("chmod go-w '" + cache + "'")
          .hasMessageContaining("set " + HadoopOptions.CACHE_DIR);
    }
    chmod(cache, "rwxr-xr-x");
    assertThat(fetch()).hasBinaryContent(content);
  }

  @Test
  void aDirectoryThatOthersMayWriteToSinceItWasUsedIsRefused() throws IOException {
    fetch();
    chmod(cache, "rwxrwxrwx");

    assertThatThrownBy(this::fetch).hasMessageContaining("its mode is 0777");
  }

  @Test
  void aDirectoryOfSomebodyElseIsRefusedAlsoBehindALink() throws IOException {
    Files.createDirectories(elsewhere);
    giveAway(elsewhere);
    Files.createSymbolicLink(cache, elsewhere);
    assertThatThrownBy(this::fetch).hasMessageContaining("belongs to " + SOMEBODY_ELSE);

    Files.setAttribute(elsewhere, "unix:uid", user());
    assertThat(fetch()).hasBinaryContent(content);
  }

  @Test
  void aLinkOfSomebodyElseToADirectoryOfTheUserIsRefused() throws IOException {
    Files.createDirectories(elsewhere);
    Files.createSymbolicLink(cache, elsewhere);
    giveAway(cache);

    assertThatThrownBy(this::fetch).hasMessageContaining("it is a link, and it belongs to");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aCopyOfSomebodyElseIsNotRead() throws IOException {
    Path copy = fetch();
    giveAway(copy);

    assertRefused(copy, "belongs to " + SOMEBODY_ELSE);
    assertThat(copy).exists();
  }

  @Test
  void anInflatedCopyOfSomebodyElseIsNotRead() throws IOException {
    Path copy = fetch();
    String name = copy.getFileName().toString().replace(".copy", ".inflated");
    Path inflated = Files.move(copy, copy.resolveSibling(name));
    giveAway(inflated);

    assertRefused(inflated, "belongs to " + SOMEBODY_ELSE);
  }

  @Test
  void aCopyThatOthersMayWriteIsNotRead() throws IOException {
    Path copy = fetch();
    chmod(copy, "rw-rw-rw-");

    assertRefused(copy, "may be written by others, its mode is 0666");
  }

  @Test
  void aLinkInPlaceOfACopyIsNotFollowed() throws IOException {
    Path copy = fetch();
    Files.move(copy, elsewhere);
    Files.createSymbolicLink(copy, elsewhere);

    assertRefused(copy, "is a symbolic link");
    assertThat(elsewhere).hasBinaryContent(content);
  }

  @Test
  void aLinkInPlaceOfTheLocksIsNotFollowed() throws IOException {
    Files.createDirectory(cache);
    Files.createSymbolicLink(cache.resolve(".locks"), elsewhere);

    assertRefused(cache.resolve(".locks"), "is a symbolic link");
    assertThatThrownBy(() -> CacheLocks.of(cache).pin("x")).isInstanceOf(IOException.class);
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void locksOfSomebodyElseAreRefused() throws IOException {
    fetch();
    giveAway(cache.resolve(".locks"));

    assertRefused(cache.resolve(".locks"), "belongs to " + SOMEBODY_ELSE);
  }

  @Test
  void aLinkInPlaceOfACopyInTheMakingIsNotFollowed() throws IOException {
    Files.createDirectory(cache);
    Path link = Files.createSymbolicLink(cache.resolve("x"), elsewhere);

    assertThatThrownBy(() -> new CopyOutput(link, 10)).isInstanceOf(IOException.class);
    assertThat(elsewhere).doesNotExist();
  }

  private void assertRefused(Path file, String why) {
    assertThatThrownBy(this::fetch)
        .hasMessageContaining(file + " " + why)
        .hasMessageContaining("delete it")
        .hasMessageContaining(HadoopOptions.CACHE_DIR);
  }

  private Path fetch() throws IOException {
    LocalCache local =
        new LocalCache(
            new CacheDirectory(cache, Long.MAX_VALUE, CacheDisk.REAL), new Retries(3, 0));
    try (LocalFile copy =
        local.fetch(
            STORE, LocalCacheTest.file(content), from -> new ByteArrayInputStream(content))) {
      return copy.path();
    }
  }

  private int user() throws IOException {
    return (int) Files.getAttribute(directory, "unix:uid");
  }

  private void giveAway(Path path) throws IOException {
    assumeTrue(user() == 0, "only root can give files away");
    Files.setAttribute(path, "unix:uid", SOMEBODY_ELSE, java.nio.file.LinkOption.NOFOLLOW_LINKS);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void chmod(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
