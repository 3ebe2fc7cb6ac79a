/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CommitConflictException;
import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commits whose version expires before their writer knows that it was published. */
class ExpiredCommitTest {
  @TempDir Path directory;

  /** The answer that the writer gets from the publishing step. */
  enum Answer {
    CREATED,
    EXISTS,
    LOST
  }

  @BeforeEach
  void twoVersions() throws IOException {
    store().overwrite(0, 3, 3);
    store().overwrite(1, 3, 3);
  }

  @ParameterizedTest
  @EnumSource
  void isDoneIfOthersCommitOnTopAndExpireIt(Answer answer) throws IOException {
    List<DataFile> files = List.of(store().file(0, 5, "ours"));
    Storage slow = slow(answer, () -> upsertAndExpire());

    Manifest ours =
        new VersionLog(slow)
            .overwrite(
                TestStore.id(storage(), 2),
                "schema",
                List.of("k"),
                List.of("string"),
                files,
                Map.of());

    assertThat(ours.version()).isEqualTo(3);
    Manifest newest = new VersionLog(storage()).latest().orElseThrow();
    assertThat(newest.version()).isEqualTo(4);
    try (SnapshotReader reader = SnapshotReader.open(storage(), newest)) {
      assertThat(reader.files().get(TestStore.key(4))).isEqualTo(Samples.key("ours"));
    }
    assertThat(new VersionLog(storage()).pinned(3).encode()).isEqualTo(ours.encode());
  }

  @ParameterizedTest
  @EnumSource
  void anUpsertIsNotDoneTwice(Answer answer) throws IOException {
    Layer layer = Layer.of(List.of(store().file(0, 5, "ours")));
    Storage slow = slow(answer, () -> upsertAndExpire());

    assertThat(upsert(slow, layer).version()).isEqualTo(3);

    assertThat(new VersionLog(storage()).latest().map(Manifest::version))
        .isEqualTo(Optional.of(4L));
  }

  @Test
  void isUnknownIfTheCopyCannotBeRead() {
    Storage slow =
        new ForwardingStorage(slow(Answer.CREATED, () -> upsertAndExpire())) {
          @Override
          public byte[] read(String name) throws IOException {
            if (name.equals(ManifestName.expired(3))) {
              throw new IOException("no answer");
            }
            return super.read(name);
          }
        };

    assertThatThrownBy(() -> new TestStore(slow).overwrite(2, 3, 3))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("no answer");
  }

  @Test
  void aNameThatWasTakenAndIsFreeAgainIsAConflictThoughExpiredOnceMore() throws IOException {
    Manifest[] taken = {null};
    Storage slept =
        new ForwardingStorage(storage()) {
          @Override
          public boolean createIfAbsent(String name, byte[] content) throws IOException {
            taken[0] = store().overwrite(2, 3, 3);
            store().overwrite(3, 3, 3);
            new Expire(storage()).run();
            assertThat(super.createIfAbsent(name, content)).isTrue();
            assertThat(new Expire(storage()).run()).containsExactly(3L);
            return true;
          }
        };

    assertThatThrownBy(() -> new TestStore(slept).overwrite(2, 3, 3))
        .isInstanceOf(CommitConflictException.class);
    assertThat(new VersionLog(storage()).versions()).containsExactly(4L);
    assertThat(new VersionLog(storage()).pinned(3).encode()).isEqualTo(taken[0].encode());
  }

  private interface Meanwhile {
    void run() throws IOException;
  }

  /** Publishes, but answers only after others have changed the store. */
  private Storage slow(Answer answer, Meanwhile meanwhile) {
    return new ForwardingStorage(storage()) {
      @Override
      public boolean createIfAbsent(String name, byte[] content) throws IOException {
        assertThat(super.createIfAbsent(name, content)).isTrue();
        meanwhile.run();
        if (answer == Answer.LOST) {
          throw new IOException("timeout");
        }
        return answer == Answer.CREATED;
      }
    };
  }

  private void upsertAndExpire() throws IOException {
    upsert(storage(), Layer.of(List.of(store().file(7, 9, "on top"))));
    assertThat(new Expire(storage()).run()).contains(3L);
  }

  private static Manifest upsert(Storage storage, Layer layer) throws IOException {
    return new VersionLog(storage)
        .upsert("schema", List.of("k"), List.of("string"), layer, Map.of(), 32);
  }

  private TestStore store() {
    return new TestStore(storage());
  }

  private Storage storage() {
    return new LocalStorage(directory);
  }
}
