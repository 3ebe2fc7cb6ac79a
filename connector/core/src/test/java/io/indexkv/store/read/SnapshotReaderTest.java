/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.store.Samples;
import io.indexkv.store.TestStore;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalFile;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotReaderTest {
  @TempDir Path directory;

  @AfterEach
  void nothingStaysOpen() throws IOException {
    assertThat(SharedSnapshot.open()).isZero();
    assertThat(mapped()).isEmpty();
  }

  @Test
  void findsEveryKeyInItsFile() throws IOException {
    Manifest m = store().overwrite(0, 100, 30);
    assertThat(m.files()).hasSize(4);

    try (SnapshotReader reader = SnapshotReader.open(storage(), m)) {
      for (int i = 0; i < 100; i++) {
        assertThat(reader.files().get(TestStore.key(i))).isEqualTo(Samples.key("of 1"));
      }
      assertThat(reader.files().get(TestStore.key(100))).isNull();
      assertThat(reader.files().entries()).isEqualTo(100);
      assertThat(mapped()).isNotEmpty();
    }
  }

  @Test
  void opensAStoreWithoutFiles() throws IOException {
    Manifest m = store().overwrite(0, 0, 1);

    try (SnapshotReader reader = SnapshotReader.open(storage(), m)) {
      assertThat(reader.files().get(TestStore.key(0))).isNull();
      assertThat(reader.files().scan(null, null).next()).isFalse();
    }
  }

  @Test
  void keepsItsVersionWhileOthersAreWritten() throws IOException {
    try (SnapshotReader old = SnapshotReader.open(storage(), store().overwrite(0, 5, 5));
        SnapshotReader next = SnapshotReader.open(storage(), store().overwrite(1, 5, 5))) {
      assertThat(old.files().get(TestStore.key(0))).isEqualTo(Samples.key("of 1"));
      assertThat(next.files().get(TestStore.key(0))).isEqualTo(Samples.key("of 2"));
    }
  }

  @Test
  void sharesFilesUntilTheLastLeaseIsClosed() throws IOException {
    Manifest m = store().overwrite(0, 10, 5);
    SnapshotReader first = SnapshotReader.open(storage(), m);
    SnapshotReader second = SnapshotReader.open(storage(), new VersionLog(storage()).at(1));
    assertThat(second.files()).isSameAs(first.files());

    first.close();
    first.close();

    assertThat(second.files().get(TestStore.key(9))).isNotNull();
    assertThatThrownBy(first::files)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 1 of the store " + directory);
    second.close();
    assertThat(mapped()).isEmpty();
  }

  @Test
  void opensOnceForManyThreads() throws Exception {
    Manifest m = store().overwrite(0, 50, 10);
    AtomicInteger fetches = new AtomicInteger();
    Storage counting =
        new ForwardingStorage(storage()) {
          @Override
          public LocalFile fetch(DataFile file) throws IOException {
            fetches.incrementAndGet();
            return super.fetch(file);
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (SnapshotReader held = SnapshotReader.open(counting, m)) {
      List<Callable<byte[]>> tasks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        byte[] key = TestStore.key(i % 50);
        tasks.add(
            () -> {
              try (SnapshotReader reader = SnapshotReader.open(counting, m)) {
                return reader.files().get(key);
              }
            });
      }
      for (Future<byte[]> found : threads.invokeAll(tasks)) {
        assertThat(found.get()).isEqualTo(Samples.key("of 1"));
      }
      assertThat(fetches).hasValue(5);
      assertThat(held.manifest().version()).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aMissingFileIsAnErrorAtOpen() throws IOException {
    Manifest m = store().overwrite(0, 20, 10);
    Path lost = directory.resolve(m.files().get(1).name());
    Files.delete(lost);

    assertBroken(m, lost, m.files().get(1).info().length() + " bytes, found no such file");
  }

  @Test
  void aShortenedFileIsAnErrorAtOpen() throws IOException {
    Manifest m = store().overwrite(0, 20, 10);
    Path file = directory.resolve(m.files().get(0).name());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

    assertBroken(m, file, bytes.length + " bytes, found " + (bytes.length - 1) + " bytes");
  }

  @Test
  void aForeignFileOfTheSameLengthIsAnErrorAtOpen() throws IOException {
    Manifest m = store().overwrite(0, 20, 10);
    Path file = directory.resolve(m.files().get(1).name());
    Files.write(file, new byte[(int) Files.size(file)]);

    assertThatThrownBy(() -> SnapshotReader.open(storage(), m))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void anotherStoreFileInItsPlaceIsAnErrorAtOpen() throws IOException {
    Manifest m = store().overwrite(0, 20, 10);
    DataFile twin = store().file(0, 10, "of X");
    Path file = directory.resolve(m.files().get(0).name());
    Files.copy(directory.resolve(twin.name()), file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Files.size(file)).isEqualTo(m.files().get(0).info().length());

    assertBroken(m, file, "the manifest says CRC32C ");
  }

  @Test
  void aManifestThatCountsOrBoundsOtherwiseIsAnErrorAtOpen() throws IOException {
    DataFile f = store().file(3, 9, "v");
    Path path = directory.resolve(f.name());
    StoreFileInfo i = f.info();

    assertBroken(
        listing(f, x -> info(i, 7, i.smallestKey(), i.largestKey())),
        path,
        "7 entries, found 6 entries");
    assertBroken(
        listing(f, x -> info(i, 6, TestStore.key(2), i.largestKey())),
        path,
        "smallest key 0x6b303032, found smallest key 0x6b303033");
    assertBroken(
        listing(f, x -> info(i, 6, i.smallestKey(), TestStore.key(9))),
        path,
        "largest key 0x6b303039, found largest key 0x6b303038");
  }

  @Test
  void aKeyTypeOfAnotherWidthIsAnErrorAtOpen() throws IOException {
    DataFile f = store().file(3, 9, "v");
    Manifest m = store().commit(0, "int64", List.of(f));

    assertBroken(m, directory.resolve(f.name()), "key width 8, found key width 0");
    assertBroken(
        manifest(List.of("int64", "int8"), List.of(List.of(f))),
        directory.resolve(f.name()),
        "key width 9, found key width 0");
  }

  @Test
  void refusesWhatItCannotReadYetByName() throws IOException {
    List<DataFile> layer = List.of(store().file(0, 5, "v"));

    assertUnsupported(manifest(List.of("tuple"), List.of(layer)), "'tuple'");
    assertUnsupported(manifest(List.of("int8", "float"), List.of(layer)), "NaN");
  }

  @Test
  void canBeOpenedAfterAFailure() throws IOException {
    Manifest m = store().overwrite(0, 20, 10);
    Path file = directory.resolve(m.files().get(1).name());
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    assertThatThrownBy(() -> SnapshotReader.open(storage(), m)).isInstanceOf(IOException.class);
    Files.write(file, bytes);

    try (SnapshotReader reader = SnapshotReader.open(storage(), m)) {
      assertThat(reader.files().get(TestStore.key(19))).isNotNull();
    }
  }

  private void assertBroken(Manifest m, Path file, String message) throws IOException {
    assertThatThrownBy(() -> SnapshotReader.open(storage(), m))
        .isInstanceOf(BrokenSnapshotException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
    nothingStaysOpen();
  }

  private void assertUnsupported(Manifest m, String message) {
    assertThatThrownBy(() -> SnapshotReader.open(storage(), m))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining(message);
  }

  private static Manifest listing(DataFile f, UnaryOperator<StoreFileInfo> change) {
    DataFile changed = new DataFile(f.name(), change.apply(f.info()));
    return manifest(List.of("string"), List.of(List.of(changed)));
  }

  private static Manifest manifest(List<String> keyTypes, List<List<DataFile>> files) {
    List<Layer> layers = files.stream().map(Layer::of).toList();
    List<String> columns = List.of("k0", "k1").subList(0, keyTypes.size());
    return new Manifest("id", 1, 0, 0, "s", columns, keyTypes, layers, Map.of(), Map.of());
  }

  private static StoreFileInfo info(StoreFileInfo i, long entries, byte[] first, byte[] last) {
    return new StoreFileInfo(i.length(), i.crc32c(), entries, first, last);
  }

  private TestStore store() {
    return new TestStore(storage());
  }

  private Storage storage() {
    return new LocalStorage(directory);
  }

  /** Files of this store that are mapped into this process. */
  private List<String> mapped() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(l -> l.contains(directory.toString())).toList();
    }
  }
}
