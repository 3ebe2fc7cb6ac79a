/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CommitConflictException;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store is restored from a copy of its version 1 and written again, so that there are two
 * different versions 2.
 */
class RestoredStoreTest {
  private static final long KEY = 7;

  @TempDir Path directory;
  private Path store;
  private Path copy;

  @BeforeEach
  void writesTwoVersionsAndKeepsACopyOfTheFirst() throws IOException {
    store = directory.resolve("store");
    copy = directory.resolve("copy");
    write(1, WriteOptions.defaults());
    copyTree(store, copy);
    write(2, WriteOptions.defaults());
  }

  @Test
  void isOpenedAsItIsWhileTheOldVersionIsOpen() throws IOException {
    try (Store<Long, Long> old = open()) {
      restore();
      write(3, WriteOptions.defaults());

      try (Store<Long, Long> restored = open()) {
        assertThat(restored.version()).isEqualTo(old.version());
        assertThat(restored.get(KEY)).isEqualTo(3);
        assertThat(old.get(KEY)).isEqualTo(2);
      }
    }
  }

  @Test
  void isFollowedByARefresh() throws IOException {
    try (RefreshingStore<Long, Long> store =
        RefreshingStore.open(
            new LocalStorage(this.store), Keys.int64(), Values.int64(), OpenOptions.defaults())) {
      restore();
      write(3, WriteOptions.defaults());

      assertThat(store.refresh()).isTrue();

      assertThat(store.get(KEY)).isEqualTo(3);
      assertThat(store.refresh()).isFalse();
    }
  }

  @Test
  void isNotTakenForThePinnedVersionOfItsNumber() throws IOException {
    VersionLog snapshots = new VersionLog(new LocalStorage(store));
    VersionId pinned = snapshots.at(2).id();
    assertThat(snapshots.pinned(pinned).id()).isEqualTo(pinned);
    restore();
    write(3, WriteOptions.defaults());

    assertThat(snapshots.at(2).id()).isNotEqualTo(pinned);
    assertThatThrownBy(() -> snapshots.pinned(pinned))
        .isInstanceOf(BrokenSnapshotException.class)
        .hasMessageContaining(store.toString())
        .hasMessageContaining(pinned.commit())
        .hasMessageContaining("replaced");
  }

  @Test
  void aPinnedVersionIsFoundAmongTheExpiredIfAnotherHasItsNumber() throws IOException {
    VersionLog snapshots = new VersionLog(new LocalStorage(store));
    Manifest pinned = snapshots.at(2);
    restore();
    write(3, WriteOptions.defaults());
    Path expired = Files.createDirectories(store.resolve("_indexkv/expired"));
    Files.write(expired.resolve("v00000000000000000002.json"), pinned.encode());

    assertThat(snapshots.pinned(pinned.id()).id()).isEqualTo(pinned.id());
  }

  @Test
  void anOverwriteThatBeganBeforeIsAConflict() throws IOException {
    try (StoreWriter<Long, Long> writer = Store.write(store, Keys.int64(), Values.int64())) {
      writer.add(KEY, 4L);
      restore();
      write(3, WriteOptions.defaults());

      assertThatThrownBy(writer::commit)
          .isInstanceOf(CommitConflictException.class)
          .hasMessageContaining("replaced");
    }
    try (Store<Long, Long> restored = open()) {
      assertThat(restored.version()).isEqualTo(2);
      assertThat(restored.get(KEY)).isEqualTo(3);
    }
  }

  @Test
  void anOverwriteThatBeganOnALaterVersionIsAConflict() throws IOException {
    try (StoreWriter<Long, Long> writer = Store.write(store, Keys.int64(), Values.int64())) {
      writer.add(KEY, 4L);
      restore();

      assertThatThrownBy(writer::commit)
          .isInstanceOf(CommitConflictException.class)
          .hasMessageContaining("replaced");
    }
  }

  @Test
  void anUpsertThatBeganBeforeGoesOnTopOfTheRestored() throws IOException {
    WriteOptions upsert = WriteOptions.defaults().upsert();
    try (StoreWriter<Long, Long> writer =
        Store.write(store, Keys.int64(), Values.int64(), upsert)) {
      writer.add(KEY + 1, 4L);
      restore();
      write(3, WriteOptions.defaults());
      writer.commit();
    }
    try (Store<Long, Long> upserted = open()) {
      assertThat(upserted.version()).isEqualTo(3);
      assertThat(upserted.get(KEY)).isEqualTo(3);
      assertThat(upserted.get(KEY + 1)).isEqualTo(4);
    }
  }

  @Test
  void versionsOfAWriterThatDoesNotNumberItsAttemptsAreToldApart() throws IOException {
    Manifest one = new VersionLog(new LocalStorage(store)).at(2);
    Manifest other = withoutCommit(one, one.timestamp() + 1);

    assertThat(withoutCommit(one, one.timestamp()).id())
        .isEqualTo(withoutCommit(one, one.timestamp()).id())
        .isNotEqualTo(other.id())
        .isNotEqualTo(one.id());
  }

  private static Manifest withoutCommit(Manifest m, long timestamp) {
    Map<String, String> summary = new HashMap<>(m.summary());
    summary.remove("commit");
    return new Manifest(
        m.storeId(),
        m.version(),
        m.parent(),
        timestamp,
        m.schema(),
        m.keyColumns(),
        m.keyTypes(),
        m.layers(),
        m.properties(),
        summary);
  }

  private Store<Long, Long> open() throws IOException {
    return Store.open(store, Keys.int64(), Values.int64());
  }

  private void write(long value, WriteOptions options) throws IOException {
    try (StoreWriter<Long, Long> writer =
        Store.write(store, Keys.int64(), Values.int64(), options)) {
      writer.add(KEY, value);
      writer.commit();
    }
  }

  private void restore() throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isRegularFile(file)) {
          Files.delete(file);
        }
      }
    }
    copyTree(copy, store);
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
