/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.StorageEntry;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expiries that are disturbed: by tags, by vacuums, and by their own end. */
class ExpireTest {
  @TempDir Path directory;

  @BeforeEach
  void threeVersions() throws IOException {
    for (int base = 0; base < 3; base++) {
      new TestStore(storage()).overwrite(base, 2, 2);
    }
  }

  @Test
  void aVersionThatIsTaggedMeanwhileIsBackThoughALaterOneCannotBeExpired() throws IOException {
    IOException failure = new IOException("no answer");

    assertThatThrownBy(() -> new Expire(tagsFirstAndFailsAtSecond(failure, null)).run())
        .isSameAs(failure);

    assertThat(snapshots().tagged("late").version()).isEqualTo(1);
    assertThat(snapshots().versions()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aVersionThatIsTaggedMeanwhileIsBackAfterTheRunThatFollowsADeadOne() throws IOException {
    // an Error ends a run in the same way as the end of its process
    assertThatThrownBy(
            () -> new Expire(tagsFirstAndFailsAtSecond(null, new StackOverflowError())).run())
        .isInstanceOf(StackOverflowError.class);
    assertThatThrownBy(() -> snapshots().tagged("late")).hasMessageContaining("no version 1");

    assertThat(new Expire(storage()).run()).containsExactly(2L);

    assertThat(snapshots().tagged("late").version()).isEqualTo(1);
    assertThat(snapshots().versions()).containsExactly(1L, 3L);
  }

  @Test
  void aTaggedVersionWhoseFilesAreGoneIsNotBroughtBack() throws IOException {
    assertThatThrownBy(
            () -> new Expire(tagsFirstAndFailsAtSecond(null, new StackOverflowError())).run())
        .isInstanceOf(StackOverflowError.class);
    storage().delete(snapshots().pinned(1).files().get(0).name());

    assertThat(new Expire(storage()).run()).containsExactly(2L);

    assertThat(snapshots().versions()).containsExactly(3L);
  }

  private Storage tagsFirstAndFailsAtSecond(IOException failure, Error end) {
    return new ForwardingStorage(storage()) {
      @Override
      public boolean delete(String name) throws IOException {
        if (name.equals(ManifestName.of(1))) {
          new Tags(storage()).create("late", 1);
        }
        if (name.equals(ManifestName.of(2))) {
          if (end != null) {
            throw end;
          }
          throw failure;
        }
        return super.delete(name);
      }
    };
  }

  @Test
  void aVacuumLeavesTheCopyThatAnExpiryMakesMeanwhile() throws IOException {
    interruptedLongAgo(1);
    Path orphan = directory.resolve("data/orphan.ikv");
    Files.write(orphan, new byte[1]);
    Files.setLastModifiedTime(orphan, longAgo());
    Storage busy =
        new ForwardingStorage(storage()) {
          @Override
          public boolean delete(String name) throws IOException {
            if (name.equals("data/orphan.ikv")) {
              assertThat(new Expire(storage()).run()).containsExactly(1L, 2L);
            }
            return super.delete(name);
          }
        };

    assertThat(new Vacuum(busy).run())
        .extracting(StorageEntry::name)
        .containsExactly("data/orphan.ikv");

    assertThat(snapshots().pinned(1).version()).isEqualTo(1);
    assertThat(new Vacuum(storage()).run()).isEmpty();
    try (SnapshotReader reader = SnapshotReader.open(storage(), snapshots().pinned(1))) {
      assertThat(reader.files().entries()).isEqualTo(2);
    }
  }

  @Test
  void anExpiryCopiesAnewWhatAVacuumDeletesMeanwhile() throws IOException {
    interruptedLongAgo(1);
    Storage vacuumed =
        new ForwardingStorage(storage()) {
          @Override
          public byte[] read(String name) throws IOException {
            if (name.equals(ManifestName.expired(1))) {
              assertThat(new Vacuum(storage()).run()).hasSize(1);
            }
            return super.read(name);
          }
        };

    assertThat(new Expire(vacuumed).run()).containsExactly(1L, 2L);

    assertThat(snapshots().pinned(1).version()).isEqualTo(1);
  }

  /** A copy exists, and so does the manifest. */
  private void interruptedLongAgo(long version) throws IOException {
    String copy = ManifestName.expired(version);
    storage().createIfAbsent(copy, storage().read(ManifestName.of(version)));
    Files.setLastModifiedTime(directory.resolve(copy), longAgo());
  }

  private static FileTime longAgo() {
    return FileTime.from(Instant.now().minus(Duration.ofDays(8)));
  }

  private VersionLog snapshots() {
    return new VersionLog(storage());
  }

  private Storage storage() {
    return new LocalStorage(directory);
  }
}
