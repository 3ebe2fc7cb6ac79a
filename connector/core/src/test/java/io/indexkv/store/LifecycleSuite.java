/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CommitConflictException;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Versions from commit to expiry, on any storage. */
public abstract class LifecycleSuite {
  /** A store of its own for each test; the same one at each call within a test. */
  protected abstract Storage storage();

  @Test
  public void historyTellsTheNewestFirst() throws IOException {
    versions(2);
    snapshots().rollback(1);
    tags().create("first", 1);

    List<CommittedVersion> history = snapshots().history();

    assertThat(history).extracting(CommittedVersion::version).containsExactly(3L, 2L, 1L);
    assertThat(history).extracting(CommittedVersion::parent).containsExactly(2L, 1L, 0L);
    assertThat(history)
        .extracting(CommittedVersion::operation)
        .containsExactly("rollback", "overwrite", "overwrite");
    assertThat(history.get(0).summary()).containsEntry("to", "1");
    assertThat(history.get(2).tags()).containsExactly("first");
    assertThat(history.get(0).time()).isAfter(history.get(1).time());
  }

  @Test
  public void findsTheVersionOfATime() throws IOException {
    versions(3);
    for (long version = 1; version <= 3; version++) {
      Instant time = time(version);
      assertThat(snapshots().asOf(time).version()).isEqualTo(version);
      assertThat(snapshots().asOf(time.plusMillis(1)).version()).isGreaterThanOrEqualTo(version);
    }
    assertThat(snapshots().asOf(time(2).minusMillis(1)).version()).isEqualTo(1);
    assertThat(snapshots().asOf(Instant.now().plusSeconds(9_000_000)).version()).isEqualTo(3);
    assertThat(Pin.asOf(time(2)).resolve(storage())).map(Manifest::version).hasValue(2L);
    assertThatThrownBy(() -> snapshots().asOf(time(1).minusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(storage().location())
        .hasMessageContaining("there are 1 to 3, and the first was committed at " + time(1));
  }

  @Test
  public void doesNotTakeAnOlderVersionForOneThatWasExpired() throws IOException {
    versions(4);
    Instant third = time(3);
    tags().create("kept", 1);
    new Expire(storage()).run();
    assertThat(snapshots().versions()).containsExactly(1L, 4L);

    assertThatThrownBy(() -> snapshots().asOf(third))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has expired; there are 1, 4");
    assertThat(snapshots().asOf(time(4)).version()).isEqualTo(4);
  }

  @Test
  public void rollsBackToOldContentInANewVersion() throws IOException {
    store().overwrite(0, 10, 5);
    store().overwrite(1, 20, 5);

    Manifest m = snapshots().rollback(1);

    assertThat(m.version()).isEqualTo(3);
    assertThat(m.indexOf(snapshots().at(1).layers())).isZero();
    try (SnapshotReader reader = SnapshotReader.open(storage(), m)) {
      assertThat(reader.files().get(TestStore.key(9))).isEqualTo(Samples.key("of 1"));
      assertThat(reader.files().entries()).isEqualTo(10);
    }
    assertThatThrownBy(() -> snapshots().rollback(7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no version 7")
        .hasMessageContaining("there are 1 to 3");
  }

  @Test
  public void aRollbackThatRacedIsAConflict() throws IOException {
    versions(2);
    Storage contended =
        new ForwardingStorage(storage()) {
          @Override
          public boolean createIfAbsent(String name, byte[] content) throws IOException {
            store().overwrite(2, 1, 1);
            return super.createIfAbsent(name, content);
          }
        };

    assertThatThrownBy(() -> new VersionLog(contended).rollback(1))
        .isInstanceOfSatisfying(
            CommitConflictException.class, e -> assertThat(e.version()).isEqualTo(3));
  }

  @Test
  public void tagsNameVersions() throws IOException {
    versions(2);
    tags().create("release-1.0", 1);
    tags().create("b", 2);
    tags().create("a", 2);
    assertThat(tags().create("a", 2).version()).isEqualTo(2);

    assertThat(tags().all()).extracting(Tag::name).containsExactly("release-1.0", "a", "b");
    assertThat(snapshots().tagged("release-1.0").version()).isEqualTo(1);
    assertThat(Pin.tag("a").resolve(storage())).map(Manifest::version).hasValue(2L);
    assertThatThrownBy(() -> tags().create("a", 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("names version 2 already");
    assertThat(tags().delete("a")).isTrue();
    assertThat(tags().delete("a")).isFalse();
    assertThatThrownBy(() -> snapshots().tagged("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no tag a, it has [release-1.0, b]");
    assertThatThrownBy(() -> tags().create("c", 3)).hasMessageContaining("no version 3");
    for (String name : List.of("", ".hidden", "a/b", "ä", "x".repeat(129))) {
      assertThatThrownBy(() -> tags().create(name, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must match");
    }
  }

  @Test
  public void expiresAllButTheNewestAndTheTagged() throws IOException {
    versions(5);
    tags().create("kept", 2);
    Expire expire = new Expire(storage()).keepLast(2);

    assertThat(expire.dryRun()).containsExactly(1L, 3L);
    assertThat(snapshots().versions()).hasSize(5);
    assertThat(expire.run()).containsExactly(1L, 3L);
    assertThat(snapshots().versions()).containsExactly(2L, 4L, 5L);
    assertThat(expire.run()).isEmpty();
    tags().delete("kept");
    assertThat(new Expire(storage()).run()).containsExactly(2L, 4L);
    assertThat(snapshots().latest().orElseThrow().version()).isEqualTo(5);
    assertThat(store().overwrite(5, 1, 1).version()).isEqualTo(6);
  }

  @Test
  public void expiresWhatIsOlderThanATime() throws IOException {
    versions(4);

    assertThat(new Expire(storage()).keepSince(time(3)).dryRun()).containsExactly(1L, 2L);
    assertThat(new Expire(storage()).keepSince(time(3)).keepLast(3).dryRun()).containsExactly(1L);
    assertThat(new Expire(storage()).keepNewerThan(Duration.ofDays(1)).dryRun()).isEmpty();
    assertThat(new Expire(storage()).keepSince(Instant.now().plusSeconds(9_000_000)).dryRun())
        .containsExactly(1L, 2L, 3L);
    assertThatThrownBy(() -> new Expire(storage()).keepLast(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void aTagThatComesWhileItsVersionIsExpiredHasItBack() throws IOException {
    versions(3);
    byte[] first = storage().read(ManifestName.of(1));
    Storage slow =
        new ForwardingStorage(storage()) {
          @Override
          public boolean delete(String name) throws IOException {
            if (name.equals(ManifestName.of(1))) {
              tags().create("late", 1);
            }
            return super.delete(name);
          }
        };

    assertThat(new Expire(slow).run()).containsExactly(2L);
    assertThat(snapshots().versions()).containsExactly(1L, 3L);
    assertThat(storage().read(ManifestName.of(1))).isEqualTo(first);
  }

  @Test
  public void aTagThatComesTooLateIsAnErrorAndIsNotLeft() throws IOException {
    versions(2);
    Storage slow =
        new ForwardingStorage(storage()) {
          @Override
          public boolean createIfAbsent(String name, byte[] content) throws IOException {
            new Expire(storage()).run();
            return super.createIfAbsent(name, content);
          }
        };

    assertThatThrownBy(() -> new Tags(slow).create("late", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no version 1");
    assertThat(tags().all()).isEmpty();
  }

  @Test
  public void aReaderGoesOnWithAVersionThatIsExpired() throws IOException {
    versions(1);
    Manifest pinned = snapshots().at(1);
    store().overwrite(1, 10, 5);
    new Expire(storage()).run();
    new Vacuum(storage()).run();

    assertThatThrownBy(() -> snapshots().at(1)).hasMessageContaining("there is no version 1");
    assertThat(snapshots().pinned(1).encode()).isEqualTo(pinned.encode());
    try (SnapshotReader reader = SnapshotReader.open(storage(), snapshots().pinned(1))) {
      assertThat(reader.files().get(TestStore.key(0))).isEqualTo(Samples.key("of 1"));
    }
    new Vacuum(storage()).retention(Duration.ZERO).run();
    assertThatThrownBy(() -> snapshots().pinned(1)).hasMessageContaining("there is no version 1");
  }

  private void versions(int count) throws IOException {
    for (int base = 0; base < count; base++) {
      store().overwrite(base, 3, 2);
    }
  }

  private Instant time(long version) throws IOException {
    return Instant.ofEpochMilli(snapshots().at(version).timestamp());
  }

  private VersionLog snapshots() {
    return new VersionLog(storage());
  }

  private Tags tags() {
    return new Tags(storage());
  }

  private TestStore store() {
    return new TestStore(storage());
  }
}
