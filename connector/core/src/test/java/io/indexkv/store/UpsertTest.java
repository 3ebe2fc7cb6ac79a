/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CommitConflictException;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
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

/** Commits that put a layer on top of any newest version. */
class UpsertTest {
  private static final List<String> KEY = List.of("k");
  private static final List<String> STRING = List.of("string");

  @TempDir Path directory;

  @Test
  void makesTheFirstVersionIfThereIsNoStore() throws IOException {
    Manifest m = upsert(Layer.of(List.of(stored("a", "a", "c"))));

    assertThat(m.version()).isEqualTo(1);
    assertThat(m.summary()).containsEntry("operation", "upsert").containsEntry("upserted", "7");
  }

  @Test
  void putsTheLayerOnTop() throws IOException {
    upsert(Layer.of(List.of(stored("a", "a", "c"))));
    Layer changes =
        new Layer(
            List.of(stored("z", "x", "y"), stored("y", "b", "c")), List.of(stored("x", "a", "b")));
    Manifest m = upsert(changes);

    assertThat(m.layers()).hasSize(2);
    assertThat(m.files())
        .extracting(DataFile::name)
        .containsExactly("data/y.ikv", "data/z.ikv", "data/x.ikv", "data/a.ikv");
    assertThat(m.entries()).isEqualTo(21);
    assertThat(m.summary())
        .containsEntry("upserted", "14")
        .containsEntry("deleted", "7")
        .containsEntry("files", "4");
    assertThat(new VersionLog(storage()).at(2).encode()).isEqualTo(m.encode());
  }

  @Test
  void addsNoLayerForNothing() throws IOException {
    upsert(Layer.of(List.of(stored("a", "a", "c"))));

    assertThat(upsert(Layer.of(List.of())).layers()).hasSize(1);
  }

  @Test
  void goesOnTopOfWhatIsPublishedMeanwhile() throws IOException {
    upsert(Layer.of(List.of(stored("a", "a", "c"))));
    Layer changes = Layer.of(List.of(stored("b", "b", "d")));
    int[] others = {0};
    Storage contended =
        new ForwardingStorage(storage()) {
          @Override
          public boolean createIfAbsent(String name, byte[] content) throws IOException {
            if (others[0]++ < 3) {
              UpsertTest.this.upsert(
                  Layer.of(List.of(stored("other" + others[0], "c", "c" + others[0]))));
            }
            return super.createIfAbsent(name, content);
          }
        };

    Manifest m = upsert(contended, "s", changes, 32);

    assertThat(m.version()).isEqualTo(5);
    assertThat(m.layers()).hasSize(5);
    assertThat(m.layers().get(0)).isEqualTo(changes);
    assertThat(new VersionLog(storage()).versions()).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void refusesToGoOnTopOfAnotherSchemaThatCameMeanwhile() throws IOException {
    upsert(Layer.of(List.of()));
    Storage contended =
        new ForwardingStorage(storage()) {
          @Override
          public boolean createIfAbsent(String name, byte[] content) throws IOException {
            new VersionLog(storage())
                .overwrite(
                    TestStore.id(storage(), 1),
                    "another",
                    KEY,
                    STRING,
                    List.of(),
                    Map.of("value.encoding", "x"));
            return super.createIfAbsent(name, content);
          }
        };

    assertThatThrownBy(() -> upsert(contended, "s", Layer.of(List.of()), 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 2 of the store " + directory)
        .hasMessageContaining("the schema another, the upsert has s");
  }

  @Test
  void refusesOtherKeysAndValues() throws IOException {
    upsert(Layer.of(List.of()));
    VersionLog snapshots = new VersionLog(storage());
    Layer layer = Layer.of(List.of());

    assertThatThrownBy(
            () ->
                snapshots.upsert(
                    "s", List.of("id"), STRING, layer, Map.of("value.encoding", "x"), 32))
        .hasMessageContaining("key columns [k], the upsert has [id]");
    assertThatThrownBy(
            () ->
                snapshots.upsert(
                    "s", KEY, List.of("int64"), layer, Map.of("value.encoding", "x"), 32))
        .hasMessageContaining("key types [string], the upsert has [int64]");
    assertThatThrownBy(
            () -> snapshots.upsert("s", KEY, STRING, layer, Map.of("value.encoding", "y"), 32))
        .hasMessageContaining("value.encoding x, the upsert has y");
  }

  @Test
  void refusesMoreLayersThanAllowed() throws IOException {
    upsert(storage(), "s", Layer.of(List.of(stored("a", "a", "c"))), 2);
    upsert(storage(), "s", Layer.of(List.of(stored("b", "a", "c"))), 2);

    assertThatThrownBy(() -> upsert(storage(), "s", Layer.of(List.of(stored("c", "a", "c"))), 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 2 of the store " + directory)
        .hasMessageContaining("has 2 layers, and an upsert may leave at most 2")
        .hasMessageContaining("Compact");
  }

  @Test
  void keepsTimeInOrderWhenTheClockGoesBack() throws IOException {
    long future = System.currentTimeMillis() + 1_000_000_000L;
    Manifest first =
        new Manifest(
            "id",
            1,
            0,
            future,
            "s",
            KEY,
            STRING,
            List.of(),
            Map.of("value.encoding", "x"),
            Map.of());
    storage().createIfAbsent(ManifestName.of(1), first.encode());

    assertThat(upsert(Layer.of(List.of())).timestamp()).isEqualTo(future + 1);
    assertThat(upsert(Layer.of(List.of())).timestamp()).isEqualTo(future + 2);
  }

  @Test
  void aVersionThatWasExpiredMeanwhileIsAConflictAndLeavesNothing() throws IOException {
    VersionLog snapshots = new VersionLog(storage());
    for (int base = 0; base < 2; base++) {
      snapshots.overwrite(TestStore.id(storage(), base), "s", KEY, STRING, List.of(), Map.of());
    }
    Storage slow =
        new ForwardingStorage(storage()) {
          @Override
          public boolean createIfAbsent(String name, byte[] content) throws IOException {
            for (int base = 2; base < 4; base++) {
              snapshots.overwrite(
                  TestStore.id(storage(), base), "s", KEY, STRING, List.of(), Map.of());
            }
            byte[] expired = super.read(ManifestName.of(3));
            super.createIfAbsent(ManifestName.expired(3), expired);
            super.delete(ManifestName.of(3));
            return super.createIfAbsent(name, content);
          }
        };

    VersionId second = TestStore.id(storage(), 2);
    assertThatThrownBy(
            () -> new VersionLog(slow).overwrite(second, "lost", KEY, STRING, List.of(), Map.of()))
        .isInstanceOf(CommitConflictException.class);
    assertThat(snapshots.versions()).containsExactly(1L, 2L, 4L);
    assertThat(snapshots.latest().orElseThrow().version()).isEqualTo(4);
  }

  private Manifest upsert(Layer layer) throws IOException {
    return upsert(storage(), "s", layer, 32);
  }

  private static Manifest upsert(Storage storage, String schema, Layer layer, int maxLayers)
      throws IOException {
    return new VersionLog(storage)
        .upsert(schema, KEY, STRING, layer, Map.of("value.encoding", "x"), maxLayers);
  }

  private Storage storage() {
    return new LocalStorage(directory);
  }

  private DataFile stored(String name, String smallest, String largest) throws IOException {
    DataFile file = Samples.file(name, 10, 7, smallest, largest);
    Files.createDirectories(directory.resolve("data"));
    Files.write(directory.resolve(file.name()), new byte[10]);
    return file;
  }
}
