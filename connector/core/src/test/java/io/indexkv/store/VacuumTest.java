/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.StorageEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VacuumTest extends VacuumSuite {
  @TempDir Path directory;

  @Override
  protected Storage storage() {
    return new LocalStorage(directory);
  }

  @Test
  void tellsOldOrphansFromYoungOnes() throws IOException {
    Path old = orphan("old.ikv", Duration.ofDays(8));
    Path young = orphan("young.ikv", Duration.ofDays(6));
    Path future = orphan("future.ikv", Duration.ofDays(-1000));

    assertThat(new Vacuum(storage()).run())
        .extracting(StorageEntry::name)
        .containsExactly("data/old.ikv");
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(future).as("the clock went back").exists();
  }

  @Test
  void deletesTheRunsOfAWriterThatIsGone() throws IOException {
    Path dead = orphan(".runs-dead/0.ikv", Duration.ofDays(8)).getParent();
    Files.setLastModifiedTime(dead, past(Duration.ofDays(8)));
    Path empty = Files.createDirectory(directory.resolve("data/.runs-empty"));
    Files.setLastModifiedTime(empty, past(Duration.ofDays(8)));
    Path busy = orphan(".runs-busy/0.ikv", Duration.ofDays(8)).getParent();
    orphan(".runs-busy/1.ikv", Duration.ofDays(1));

    new Vacuum(storage()).run();

    assertThat(dead).doesNotExist();
    assertThat(empty).doesNotExist();
    assertThat(busy.resolve("0.ikv")).exists();
  }

  @Test
  void countsTheRetentionOfAVersionFromItsExpiry() throws IOException {
    TestStore store = new TestStore(storage());
    Manifest first = store.overwrite(0, 2, 2);
    store.overwrite(1, 2, 2);
    Path file = directory.resolve(first.files().get(0).name());
    Files.setLastModifiedTime(file, past(Duration.ofDays(900)));
    new Expire(storage()).run();
    Path copy = directory.resolve(ManifestName.expired(1));

    assertThat(new Vacuum(storage()).run()).isEmpty();
    Files.setLastModifiedTime(copy, past(Duration.ofDays(8)));
    new Vacuum(storage()).run();

    assertThat(file).doesNotExist();
    assertThat(copy).doesNotExist();
  }

  @Test
  void anInterruptedExpiryCountsFromItsRepetition() throws IOException {
    TestStore store = new TestStore(storage());
    store.overwrite(0, 2, 2);
    store.overwrite(1, 2, 2);
    storage().createIfAbsent(ManifestName.expired(1), storage().read(ManifestName.of(1)));
    Files.setLastModifiedTime(directory.resolve(ManifestName.expired(1)), past(Duration.ofDays(8)));

    assertThat(new Expire(storage()).run()).containsExactly(1L);
    assertThat(new Vacuum(storage()).run()).isEmpty();
  }

  private Path orphan(String name, Duration age) throws IOException {
    Path file = directory.resolve("data").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[1]);
    return Files.setLastModifiedTime(file, past(age));
  }

  private static FileTime past(Duration age) {
    return FileTime.from(Instant.now().minus(age));
  }
}
