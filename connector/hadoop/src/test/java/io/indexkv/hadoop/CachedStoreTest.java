/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.OpenOptions;
import io.indexkv.Store;
import io.indexkv.StoreHistory;
import io.indexkv.StoreWriter;
import io.indexkv.Version;
import io.indexkv.WriteOptions;
import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CorruptFileException;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores that are read through copies. */
@Tag("slow")
class CachedStoreTest {
  private static final int ENTRIES = 3_000;

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("io.indexkv.hadoop.StorageCase#remote")
  void asksTheRemoteForNothingButTheManifestOnceItIsCopied(StorageCase which) throws IOException {
    Storage storage = which.open(directory);
    Manifest m = new TestStore(storage).overwrite(0);
    new TestStore(storage).assertWhole(1);

    for (DataFile file : m.files()) {
      assertThat(storage.delete(file.name())).isTrue();
    }

    new TestStore(storage).assertWhole(1);
  }

  @ParameterizedTest
  @MethodSource("io.indexkv.hadoop.StorageCase#remote")
  void aFileThatSomebodyDeletedIsAnErrorAndNotAMiss(StorageCase which) throws IOException {
    Storage storage = which.open(directory);
    Manifest m = new TestStore(storage).overwrite(0);
    String lost = m.files().get(1).name();
    storage.delete(lost);

    assertThatThrownBy(() -> new TestStore(storage).assertWhole(1))
        .isInstanceOf(BrokenSnapshotException.class)
        .hasMessageContaining(storage.location() + "/" + lost)
        .hasMessageContaining("found no such file");
  }

  @OnEachStorage
  void readsACompressedStoreInItsMappableForm(StorageCase which) throws IOException {
    for (Compression how : List.of(Compression.lz4(), Compression.zstd(3))) {
      Storage storage = which.open(directory);
      write(storage, how);

      long inflated = CacheMetrics.now().inflated();
      try (SnapshotReader reader = SnapshotReader.open(storage, new VersionLog(storage).at(1))) {
        assertThat(reader.files().isMapped()).isTrue();
      }
      assertThat(CacheMetrics.now().inflated()).isGreaterThan(inflated);
      assertAnswers(storage);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HDFS", "CONDITIONAL"})
  void makesACopyAnewThatWasCutShortOrDamagedWhereOpeningSeesIt(StorageCase which)
      throws IOException {
    for (Compression how : List.of(Compression.none(), Compression.lz4())) {
      Storage storage = which.open(directory);
      write(storage, how);
      assertAnswers(storage);

      for (int cut : new int[] {0, 1, 64, 1_000}) {
        for (Path copy : copies()) {
          byte[] bytes = Files.readAllBytes(copy);
          replace(copy, java.util.Arrays.copyOf(bytes, bytes.length - cut));
        }
        assertAnswers(storage);
      }
      for (Path copy : copies()) {
        flip(copy, Files.size(copy) - 20);
      }
      assertAnswers(storage);
      Path cache = directory.resolve("cache");
      for (Path copy : copies()) {
        Files.delete(copy);
      }
      assertThat(cache).isDirectory();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HDFS", "CONDITIONAL"})
  void aLookupThatFindsItsCopyDamagedFailsAndTheNextOpenGetsANewOne(StorageCase which)
      throws IOException {
    Storage storage = which.open(directory);
    new TestStore(storage).overwrite(0);
    new TestStore(storage).assertWhole(1);
    for (Path copy : copies()) {
      flip(copy, 64);
    }
    Manifest m = new VersionLog(storage).at(1);
    byte[] first = m.files().get(0).info().smallestKey();

    try (SnapshotReader damaged = SnapshotReader.open(storage, m)) {
      assertThatThrownBy(() -> damaged.files().get(first)).isInstanceOf(CorruptFileException.class);

      try (SnapshotReader next = SnapshotReader.open(storage, m)) {
        assertThat(next.files().get(first)).isNotNull();
      }
      assertThatThrownBy(() -> damaged.files().get(first)).isInstanceOf(CorruptFileException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HDFS", "CONDITIONAL"})
  void aVerificationMakesADamagedCopyAnew(StorageCase which) throws IOException {
    Storage storage = which.open(directory);
    new TestStore(storage).overwrite(0);
    new TestStore(storage).assertWhole(1);
    for (Path copy : copies()) {
      flip(copy, 64);
    }

    assertThat(StoreHistory.of(storage).verify(Version.newest()).damaged()).isEmpty();
    new TestStore(storage).assertWhole(1);
  }

  private static void write(Storage storage, Compression how) throws IOException {
    WriteOptions options = WriteOptions.defaults().compression(how).fileBytes(16 << 10);
    try (StoreWriter<Long, String> writer =
        Store.write(storage, Keys.int64(), Values.string(), options)) {
      for (long i = 0; i < ENTRIES; i++) {
        writer.add(i, "the value of " + i);
      }
      writer.commit();
    }
  }

  private static void assertAnswers(Storage storage) throws IOException {
    try (Store<Long, String> store =
        Store.open(storage, Keys.int64(), Values.string(), OpenOptions.defaults())) {
      for (long i = 0; i < ENTRIES; i += 7) {
        assertThat(store.get(i)).isEqualTo("the value of " + i);
      }
      assertThat(store.get((long) ENTRIES)).isNull();
    }
  }

  private List<Path> copies() throws IOException {
    try (var files = Files.list(directory.resolve("cache"))) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).toList();
    }
  }

  private static void flip(Path copy, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(copy);
    bytes[(int) at] ^= 1;
    replace(copy, bytes);
  }

  /** Whoever damages it may not be asked to write in place: that would change what is mapped. */
  private static void replace(Path copy, byte[] bytes) throws IOException {
    Files.delete(copy);
    Files.write(copy, bytes);
  }
}
