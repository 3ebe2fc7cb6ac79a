/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Output;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.StorageEntry;
import io.indexkv.store.write.Compaction;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which files a vacuum deletes, and which it does not, on any storage. */
public abstract class VacuumSuite {
  private static final String ORPHAN = "data/orphan.ikv";
  private static final String TEMPORARY = "data/.00000.ikv.x.tmp";

  /** A store of its own for each test; the same one at each call within a test. */
  protected abstract Storage storage();

  @Test
  public void deletesWhatNoVersionLists() throws IOException {
    store().overwrite(0, 6, 2);
    store().overwrite(1, 6, 3);
    write(ORPHAN);
    write(TEMPORARY);
    write("_indexkv/.v00000000000000000003.json.x.tmp");
    new Expire(storage()).run();
    List<String> listed = names(2);

    Set<String> doomed = names(now().dryRun());
    assertThat(files("data")).hasSize(3 + 2 + 2);
    Set<String> deleted = names(now().run());

    assertThat(deleted).isEqualTo(doomed).hasSize(3 + 3 + 1);
    assertThat(deleted)
        .contains(ORPHAN, TEMPORARY, "_indexkv/.v00000000000000000003.json.x.tmp")
        .contains(ManifestName.expired(1))
        .doesNotContainAnyElementsOf(listed);
    assertThat(files("data")).containsExactlyInAnyOrderElementsOf(listed);
    assertThat(files("_indexkv")).containsExactly(ManifestName.of(2));
    assertThat(now().run()).isEmpty();
  }

  @Test
  public void keepsWhatIsYoungerThanTheRetention() throws IOException {
    store().overwrite(0, 6, 2);
    store().overwrite(1, 6, 3);
    write(ORPHAN);
    write(TEMPORARY);
    new Expire(storage()).run();

    assertThat(new Vacuum(storage()).run()).isEmpty();
    assertThat(files("data")).hasSize(3 + 2 + 2);
    assertThatThrownBy(() -> new Vacuum(storage()).retention(Duration.ofDays(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void keepsWhatATagNames() throws IOException {
    store().overwrite(0, 6, 2);
    store().overwrite(1, 6, 3);
    new Tags(storage()).create("kept", 1);
    new Expire(storage()).run();

    assertThat(now().run()).isEmpty();
    try (SnapshotReader reader =
        SnapshotReader.open(storage(), new VersionLog(storage()).tagged("kept"))) {
      assertThat(reader.files().entries()).isEqualTo(6);
    }
  }

  @Test
  public void keepsWhatNewerVersionsShareWithExpiredOnes() throws IOException {
    TestLayers layers = layers();
    layers.upsert(Layer.of(List.of(store().file(0, 5, "a"))));
    layers.upsert(Layer.of(List.of(store().file(3, 8, "b"))));
    new Expire(storage()).run();

    assertThat(names(now().run())).containsExactly(ManifestName.expired(1));
    new Compaction(storage()).run();
    new Expire(storage()).run();

    assertThat(now().run()).hasSize(2 + 1);
    Manifest newest = new VersionLog(storage()).latest().orElseThrow();
    try (SnapshotReader reader = SnapshotReader.open(storage(), newest)) {
      assertThat(reader.files().entries()).isEqualTo(8);
    }
  }

  @Test
  public void leavesAloneWhatIsNotOfIndexKv() throws IOException {
    store().overwrite(0, 2, 2);
    List<String> foreign =
        List.of("data/README.md", "data/sub/x.ikv", "_indexkv/notes.txt", "_indexkv/.commit.lock");
    for (String name : foreign) {
      write(name);
    }

    assertThat(now().run()).isEmpty();
    for (String name : foreign) {
      assertThat(storage().length(name)).isEqualTo(1);
    }
  }

  @Test
  public void deletesNothingIfAManifestIsDamaged() throws IOException {
    store().overwrite(0, 2, 2);
    write(ORPHAN);
    storage().createIfAbsent(ManifestName.of(2), new byte[] {1});

    assertThatThrownBy(() -> now().run())
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(ManifestName.of(2));
    assertThat(storage().length(ORPHAN)).isEqualTo(1);
  }

  @Test
  public void keepsTheFilesOfACommitThatComesMeanwhile() throws IOException {
    store().overwrite(0, 2, 2);
    DataFile file = store().file(0, 5, "of 2");
    Storage slow =
        new ForwardingStorage(storage()) {
          private boolean committed;

          @Override
          public List<String> list(String directory) throws IOException {
            if (!committed) {
              committed = true;
              store().commit(1, "string", List.of(file));
            }
            return super.list(directory);
          }
        };

    assertThat(names(new Vacuum(slow).retention(Duration.ZERO).run())).doesNotContain(file.name());
    assertThat(storage().length(file.name())).isPositive();
  }

  @Test
  public void keepsTheFilesOfAVersionThatIsExpiredMeanwhile() throws IOException {
    store().overwrite(0, 2, 2);
    store().overwrite(1, 2, 2);
    List<String> first = names(1);
    Storage slow =
        new ForwardingStorage(storage()) {
          @Override
          public byte[] read(String name) throws IOException {
            if (name.equals(ManifestName.of(1))) {
              new Expire(storage()).run();
            }
            return super.read(name);
          }
        };

    assertThat(names(new Vacuum(slow).run())).doesNotContainAnyElementsOf(first);
    assertThat(new VersionLog(storage()).pinned(1).files()).hasSize(1);
  }

  @Test
  public void aDirectoryWithoutAStoreHasNothingToDelete() throws IOException {
    assertThat(now().run()).isEmpty();
  }

  /** Writes a file of one byte, without the steps by which IndexKV publishes files. */
  private void write(String name) throws IOException {
    try (Output out = storage().create(name)) {
      out.write(new byte[] {1}, 0, 1);
      out.finish();
    }
  }

  private Vacuum now() {
    return new Vacuum(storage()).retention(Duration.ZERO);
  }

  private List<String> names(long version) throws IOException {
    return new VersionLog(storage()).at(version).files().stream().map(DataFile::name).toList();
  }

  private static Set<String> names(List<StorageEntry> entries) {
    return entries.stream().map(StorageEntry::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> files(String directory) throws IOException {
    return new ArrayList<>(storage().list(directory));
  }

  private TestStore store() {
    return new TestStore(storage());
  }

  private TestLayers layers() {
    return new TestLayers(storage(), "string", 0, io.indexkv.file.format.Compression.none(), 10);
  }
}
