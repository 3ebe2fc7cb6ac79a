/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CommitConflictException;
import io.indexkv.file.LookupFile;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.Compression;
import io.indexkv.store.Samples;
import io.indexkv.store.TestLayers;
import io.indexkv.store.TestStore;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalFile;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
  /** A limit that all files of these tests are below. */
  private static final long LARGE = 1 << 20;

  @TempDir Path directory;

  @Test
  void foldsAllLayersAndDropsWhatIsDeleted() throws IOException {
    upsert("a b c d", "");
    upsert("b e", "c x");
    upsert("f", "e");

    Manifest m = compact(new Compaction(storage())).orElseThrow();

    assertThat(m.version()).isEqualTo(4);
    assertThat(m.layers()).hasSize(1);
    assertThat(m.layers().get(0).deletes()).isEmpty();
    assertThat(m.files()).hasSize(1);
    assertThat(m.summary())
        .containsEntry("operation", "compact")
        .containsEntry("layersFolded", "3");
    assertThat(content(m)).isEqualTo("a1 b2 d1 f3");
    assertThat(compact(new Compaction(storage()))).isEmpty();
  }

  @Test
  void foldsTheNewestLayersAndKeepsWhatTheyDelete() throws IOException {
    upsert("a b c d", "");
    upsert("b e", "c x");
    upsert("f", "e");

    Manifest m = compact(new Compaction(storage()).ofNewestLayers(2)).orElseThrow();

    assertThat(m.layers()).hasSize(2);
    assertThat(m.layers().get(0).files().get(0).info().entries()).isEqualTo(2);
    assertThat(m.layers().get(0).deletes().get(0).info().entries()).isEqualTo(3);
    assertThat(content(m)).isEqualTo("a1 b2 d1 f3");
  }

  @Test
  void foldingTheNewestLayersFetchesTheirFilesOnly() throws IOException {
    upsert("a b c d", "");
    upsert("b e", "c x");
    Manifest base = upsert("f", "e");
    Set<String> fetched = ConcurrentHashMap.newKeySet();
    Storage counting =
        new ForwardingStorage(storage()) {
          @Override
          public LocalFile fetch(DataFile file) throws IOException {
            fetched.add(file.name());
            return super.fetch(file);
          }
        };

    new Compaction(counting).ofNewestLayers(2).run();

    assertThat(fetched)
        .containsExactlyInAnyOrderElementsOf(
            base.layers().subList(0, 2).stream().flatMap(Layer::all).map(DataFile::name).toList());
  }

  @Test
  void aLayerOfDeletedKeysAloneGoesAway() throws IOException {
    upsert("a b", "");
    upsert("", "a b");

    Manifest m = compact(new Compaction(storage())).orElseThrow();

    assertThat(m.layers()).isEmpty();
    assertThat(content(m)).isEmpty();
  }

  @Test
  void leavesLargeFilesThatNothingOverlapsAsTheyAre() throws IOException {
    TestLayers layers = layers(1);
    layers.upsert(layers.layer(entries("a b c d e f g"), keys("")));
    layers.upsert(layers.layer(entries("c d"), keys("f")));
    List<DataFile> before = new VersionLog(storage()).at(1).files();

    Manifest m = compact(new Compaction(storage()).toFilesOf(1)).orElseThrow();

    assertThat(content(m)).isEqualTo("a1 b1 c2 d2 e1 g1");
    List<String> after = m.files().stream().map(DataFile::name).toList();
    assertThat(after).contains(name(before, 0), name(before, 1), name(before, 4), name(before, 6));
    assertThat(after).doesNotContain(name(before, 2), name(before, 3), name(before, 5));
  }

  @Test
  void joinsSmallFilesOfOneLayer() throws IOException {
    TestLayers layers = layers(1);
    layers.upsert(layers.layer(entries("a b c d e f g"), keys("")));

    Manifest m = compact(new Compaction(storage()).toFilesOf(LARGE)).orElseThrow();

    assertThat(m.files()).hasSize(1);
    assertThat(content(m)).isEqualTo("a1 b1 c1 d1 e1 f1 g1");
  }

  @Test
  void beginsAFileWhenOneIsLargeEnough() throws IOException {
    SortedMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = 0; i < 300; i++) {
      entries.put(TestStore.key(i), new byte[1000]);
    }
    TestLayers layers = layers(10);
    layers.upsert(layers.layer(entries, keys("")));

    Manifest m = compact(new Compaction(storage()).toFilesOf(100_000)).orElseThrow();

    assertThat(m.files()).hasSize(4);
    assertThat(m.files()).allMatch(f -> f.info().length() < 120_000);
    assertThat(m.entries()).isEqualTo(300);
    assertThat(compact(new Compaction(storage()).toFilesOf(100_000))).isEmpty();
  }

  @Test
  void putsLayersSideBySideThatDoNotOverlap() throws IOException {
    upsert("a b", "");
    upsert("x y", "");

    Manifest m = compact(new Compaction(storage()).toFilesOf(1)).orElseThrow();

    assertThat(m.layers()).hasSize(1);
    assertThat(m.files()).hasSize(2);
    assertThat(m.summary()).containsEntry("bytesWritten", "0");
    assertThat(content(m)).isEqualTo("a1 b1 x2 y2");
  }

  @Test
  void compressesFilesAnew() throws IOException {
    upsert("a b c", "");

    Manifest m = compact(new Compaction(storage()).compressedBy(Compression.lz4())).orElseThrow();

    assertThat(codec(m)).isEqualTo(Codec.LZ4);
    assertThat(content(m)).isEqualTo("a1 b1 c1");
    upsert("d", "a");
    Manifest same = compact(new Compaction(storage())).orElseThrow();
    assertThat(codec(same)).isEqualTo(Codec.LZ4);
    assertThat(content(same)).isEqualTo("b1 c1 d3");
  }

  private Codec codec(Manifest m) throws IOException {
    ReadMode mode = ReadMode.cached(1 << 20);
    try (SnapshotReader reader = SnapshotReader.open(storage(), m, mode)) {
      return ((StoreFileReader) reader.files().files().get(0)).codec();
    }
  }

  @Test
  void keepsLayersThatCameMeanwhileOnTop() throws IOException {
    upsert("a b", "");
    upsert("b", "a");
    Storage contended = whenPublishing(() -> upsert("a", "b"));

    Manifest m = compact(new Compaction(contended)).orElseThrow();

    assertThat(m.version()).isEqualTo(4);
    assertThat(m.layers()).hasSize(2);
    assertThat(content(m)).isEqualTo("a3");
  }

  @Test
  void isAConflictIfTheStoreWasOverwrittenMeanwhile() throws IOException {
    upsert("a b", "");
    upsert("b", "a");
    List<Path> before = files();
    Storage contended =
        whenPublishing(
            () ->
                new VersionLog(storage())
                    .overwrite(
                        TestStore.id(storage(), 2),
                        "schema",
                        List.of("k"),
                        List.of("string"),
                        List.of(),
                        java.util.Map.of()));

    assertThatThrownBy(() -> compact(new Compaction(contended)))
        .isInstanceOfSatisfying(
            CommitConflictException.class, e -> assertThat(e.version()).isEqualTo(3))
        .hasMessageContaining("version 2 of the store " + directory);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void isAConflictIfAnotherCompactionWasFaster() throws IOException {
    upsert("a b", "");
    upsert("b", "a");
    Storage contended = whenPublishing(() -> compact(new Compaction(storage())));

    assertThatThrownBy(() -> compact(new Compaction(contended)))
        .isInstanceOf(CommitConflictException.class);
    assertThat(content(new VersionLog(storage()).at(3))).isEqualTo("b2");
  }

  @Test
  void cancelledLeavesNothing() throws IOException {
    upsert("a b c d e", "");
    upsert("b c", "a");
    List<Path> before = files();
    int[] merged = {0};
    WriteWatch impatient =
        new WriteWatch() {
          @Override
          public void merging(long entries) {
            assertThat(entries).isEqualTo(8);
          }

          @Override
          public void merged(long bytes) {
            if (++merged[0] == 4) {
              throw new CancellationException("enough");
            }
          }

          @Override
          public void pulse() {}
        };

    assertThatThrownBy(() -> compact(new Compaction(storage()).watchedBy(impatient)))
        .isInstanceOf(CancellationException.class);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void needsAStore() {
    assertThatThrownBy(() -> compact(new Compaction(storage())))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void anEmptyStoreIsCompact() throws IOException {
    upsert("", "");

    assertThat(compact(new Compaction(storage()))).isEmpty();
  }

  private static java.util.Optional<Manifest> compact(Compaction compaction) throws IOException {
    return compaction.run();
  }

  /** A change that others make just before the first version is published. */
  interface Meanwhile {
    void run() throws IOException;
  }

  private Storage whenPublishing(Meanwhile others) {
    return new ForwardingStorage(storage()) {
      private boolean done;

      @Override
      public boolean createIfAbsent(String name, byte[] content) throws IOException {
        if (!done) {
          done = true;
          others.run();
        }
        return super.createIfAbsent(name, content);
      }
    };
  }

  /** A layer of entries, whose values are the version, and of deleted keys. */
  private Manifest upsert(String entries, String deletes) throws IOException {
    TestLayers layers = layers(1000);
    return layers.upsert(layers.layer(entries(entries), keys(deletes)));
  }

  private TestLayers layers(int perFile) {
    return new TestLayers(storage(), "string", 0, Compression.none(), perFile);
  }

  private SortedMap<byte[], byte[]> entries(String keys) throws IOException {
    long version = new VersionLog(storage()).versions().size() + 1;
    SortedMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    keys(keys).forEach(key -> entries.put(key, Samples.key("" + version)));
    return entries;
  }

  private static SortedSet<byte[]> keys(String keys) {
    SortedSet<byte[]> set = new TreeSet<>(Arrays::compareUnsigned);
    for (String key : keys.split(" ")) {
      if (!key.isEmpty()) {
        set.add(Samples.key(key));
      }
    }
    return set;
  }

  private String content(Manifest m) throws IOException {
    StringBuilder text = new StringBuilder();
    try (SnapshotReader reader = SnapshotReader.open(storage(), m, ReadMode.cached(1 << 20))) {
      reader.files().files().forEach(LookupFile::verify);
      EntryCursor cursor = reader.files().scan(null, null);
      while (cursor.next()) {
        text.append(' ').append(new String(cursor.key())).append(new String(cursor.value()));
      }
    }
    return text.toString().strip();
  }

  private static String name(List<DataFile> files, int i) {
    return files.get(i).name();
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> !f.toString().contains("_indexkv"))
          .sorted()
          .toList();
    }
  }

  private Storage storage() {
    return new LocalStorage(directory);
  }
}
