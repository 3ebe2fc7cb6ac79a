/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CommitConflictException;
import io.indexkv.error.CorruptFileException;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionLogTest {
  @TempDir Path directory;

  @Test
  void noManifestMeansNoStore() throws IOException {
    assertThat(snapshots().latest()).isEmpty();
    assertThat(snapshots().versions()).isEmpty();
    assertThatThrownBy(() -> snapshots().at(1)).hasMessageContaining("there are none");
  }

  @Test
  void overwritesWithTheNextVersionAndKeepsTheOld() throws IOException {
    Manifest first = commit(0, stored("a", "k1", "k5"));
    Manifest second = commit(1, stored("b", "k2", "k3"));

    assertThat(snapshots().latest()).hasValueSatisfying(m -> assertSame(m, second));
    assertSame(snapshots().at(1), first);
    assertThat(second.storeId()).isEqualTo(first.storeId());
    assertThat(second.parent()).isEqualTo(1);
    assertThat(second.timestamp()).isGreaterThan(first.timestamp());
    assertThat(second.summary())
        .containsEntry("operation", "overwrite")
        .containsEntry("entries", "7")
        .containsEntry("files", "1")
        .containsEntry("bytes", "10");
  }

  @Test
  void publishesAStoreWithoutFiles() throws IOException {
    commit(0);

    assertThat(snapshots().latest().orElseThrow().files()).isEmpty();
  }

  @Test
  void ordersFilesByKey() throws IOException {
    Manifest m = commit(0, stored("z", "m", "p"), stored("y", "a", "c"), stored("x", "q", "q"));

    assertThat(m.files()).extracting(DataFile::name).containsExactly(names("y", "z", "x"));
    assertThat(m.entries()).isEqualTo(21);
  }

  @Test
  void refusesFilesThatShareAKey() throws IOException {
    assertRefused("data/a.ikv ends at key 0x63", stored("a", "a", "c"), stored("b", "c", "d"));
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertRefused("data/a.ikv: the manifest says 10 bytes, found no such", file("a", "a", "c"));
  }

  @Test
  void refusesAFileOfAnotherLength() throws IOException {
    DataFile file = stored("a", "a", "c");
    Files.write(directory.resolve(file.name()), new byte[9]);

    assertRefused("data/a.ikv: the manifest says 10 bytes, found 9 bytes", file);
  }

  private void assertRefused(String message, DataFile... files) {
    assertThatThrownBy(() -> commit(0, files)).hasMessageContaining(message);
    assertThat(directory.resolve("_indexkv")).doesNotExist();
  }

  @Test
  void namesTheVersionThatCameFirst() throws IOException {
    commit(0);
    commit(1);
    commit(2);

    assertThatThrownBy(() -> commit(1))
        .isInstanceOfSatisfying(
            CommitConflictException.class, e -> assertThat(e.version()).isEqualTo(3))
        .hasMessageContaining("published version 3");
    assertThatThrownBy(() -> commit(0)).isInstanceOf(CommitConflictException.class);
    assertThat(snapshots().versions()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void refusesABaseThatDoesNotExist() throws IOException {
    String store = commit(0).storeId();
    VersionId later = new VersionId(store, 2, "a commit that this copy does not have");

    assertThatThrownBy(
            () ->
                snapshots()
                    .overwrite(later, "s", List.of("k"), List.of("string"), List.of(), Map.of()))
        .isInstanceOf(CommitConflictException.class)
        .hasMessageContaining("was replaced by another store or by a copy of itself");
  }

  @Test
  void ignoresFilesThatAreNotManifests() throws IOException {
    commit(0);
    for (String stray : List.of(".v00000000000000000009.json.x.tmp", "README", "values.json")) {
      Files.writeString(directory.resolve("_indexkv").resolve(stray), "stray");
    }
    Files.createDirectory(directory.resolve("_indexkv/v00000000000000000007.json"));

    assertThat(snapshots().latest().orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void reportsANameThatIsAlmostAManifests() throws IOException {
    commit(0);
    for (String name :
        List.of(
            "v2.json",
            "v00000000000000000000.json",
            "v9999999999999999999.json",
            "v99999999999999999999.json",
            "v000000000000000000002.json")) {
      Path stray = Files.writeString(directory.resolve("_indexkv").resolve(name), "stray");

      assertThatThrownBy(() -> snapshots().latest())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("_indexkv/" + name)
          .hasMessageContaining("20 digits");
      Files.delete(stray);
    }
  }

  @Test
  void aGapDoesNotHideLaterVersions() throws IOException {
    for (int base = 0; base < 5; base++) {
      commit(base);
    }
    Files.delete(manifest(3));

    assertThat(snapshots().latest().orElseThrow().version()).isEqualTo(5);
    assertThatThrownBy(() -> snapshots().at(3))
        .hasMessageContaining("there is no version 3")
        .hasMessageContaining("there are 1 to 2, 4 to 5");
  }

  @Test
  void aDamagedNewestVersionIsAnErrorAndNotTheOneBefore() throws IOException {
    commit(0);
    commit(1);
    Files.write(manifest(2), new byte[0]);

    assertThatThrownBy(() -> snapshots().latest())
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(manifest(2).toString());
    assertThatThrownBy(() -> commit(2)).isInstanceOf(CorruptFileException.class);
  }

  @Test
  void aManifestUnderAnotherNameIsAnError() throws IOException {
    commit(0);
    Files.copy(manifest(1), manifest(2));

    assertThatThrownBy(() -> snapshots().latest())
        .hasMessageContaining(manifest(2).toString())
        .hasMessageContaining("says that it is version 1, expected 2");
  }

  @Test
  void findsVersionsThatAListingMissed() throws IOException {
    commit(0);
    commit(1);
    commit(2);
    Storage stale =
        new ForwardingStorage(storage()) {
          @Override
          public List<String> list(String directory) throws IOException {
            return super.list(directory).stream().filter(n -> n.contains("1.json")).toList();
          }
        };

    assertThat(new VersionLog(stale).latest().orElseThrow().version()).isEqualTo(3);
  }

  @Test
  void doesNotTakeAnOldVersionForTheNewestWhileVersionsAreExpired() throws IOException {
    for (int base = 0; base < 5; base++) {
      commit(base);
    }
    new Tags(storage()).create("kept", 1);
    new Expire(storage()).run();
    Storage torn =
        new ForwardingStorage(storage()) {
          private int listings;

          @Override
          public List<String> list(String directory) throws IOException {
            List<String> names = super.list(directory);
            return listings++ == 0
                ? names.stream().filter(name -> name.endsWith("1.json")).toList()
                : names;
          }
        };

    assertThat(new VersionLog(torn).latest().orElseThrow().version()).isEqualTo(5);
  }

  @Test
  void aNewestVersionThatIsGoneIsAnErrorAndNotTheOneBefore() throws IOException {
    for (int base = 0; base < 3; base++) {
      commit(base);
    }
    new Expire(storage()).keepLast(1).run();
    Files.delete(manifest(3));
    Files.copy(directory.resolve(ManifestName.expired(1)), manifest(1));

    assertThatThrownBy(() -> snapshots().latest())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2 of the store " + directory)
        .hasMessageContaining("has expired, so a newer version must exist");
  }

  private Manifest commit(long base, DataFile... files) throws IOException {
    return snapshots()
        .overwrite(
            TestStore.id(storage(), base),
            "s",
            List.of("k"),
            List.of("string"),
            List.of(files),
            Map.of());
  }

  private VersionLog snapshots() {
    return new VersionLog(storage());
  }

  private Storage storage() {
    return new LocalStorage(directory);
  }

  private Path manifest(long version) {
    return directory.resolve(ManifestName.of(version));
  }

  private static DataFile file(String name, String smallest, String largest) {
    return Samples.file(name, 10, 7, smallest, largest);
  }

  /** A listed file that exists with its length. No test opens it. */
  private DataFile stored(String name, String smallest, String largest) throws IOException {
    DataFile file = file(name, smallest, largest);
    Files.createDirectories(directory.resolve("data"));
    Files.write(directory.resolve(file.name()), new byte[10]);
    return file;
  }

  private static String[] names(String... names) {
    return List.of(names).stream().map(n -> "data/" + n + ".ikv").toArray(String[]::new);
  }

  private static void assertSame(Manifest found, Manifest expected) {
    assertThat(found.encode()).isEqualTo(expected.encode());
  }
}
