/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.NotPublishedException;
import io.indexkv.file.bytes.Output;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoragesTest {
  @TempDir Path directory;

  @Test
  void localLocationsAreUsedInPlace() throws IOException {
    String path = directory.resolve("a store").toString();
    Configuration conf = new Configuration();

    for (String location : List.of(path, "file:" + path, "file://" + path, path + "/")) {
      Storage storage = Storages.open(location, conf);
      assertThat(storage).isInstanceOf(LocalStorage.class);
      assertThat(storage.location()).isEqualTo(path);
    }
  }

  @Test
  void plainPathsAreInTheDefaultFileSystem() throws IOException {
    Configuration conf = PlainFileSystem.configuration();
    conf.set("fs.defaultFS", "conditional:///");

    Storage storage = Storages.open("/some/store", conf);

    assertThat(storage).isInstanceOf(HadoopStorage.class);
    assertThat(storage.location()).isEqualTo("conditional:/some/store");
  }

  @Test
  void refusesToWriteWhereNothingIsAtomicBeforeAnyDataIsWritten() throws IOException {
    Storage storage = Storages.open(location(), PlainFileSystem.configuration());

    for (String name : List.of("data/a.ikv", "_indexkv/v00000000000000000001.json")) {
      assertThatThrownBy(() -> write(storage, name))
          .isInstanceOf(NotPublishedException.class)
          .hasMessageContaining(location())
          .hasMessageContaining("Hadoop 3.4.2")
          .hasMessageContaining(HadoopOptions.SINGLE_WRITER + "=true");
    }
    assertThat(directory).isEmptyDirectory();
  }

  /** Azure's file systems divide by the size of blocks, and refuse 0. */
  @Test
  void asksForTheHostsOfBlocksThatHaveASize() throws IOException {
    new TestStore(new LocalStorage(directory)).overwrite(0);
    Configuration conf = PlainFileSystem.configuration();
    conf.set("fs.plain.impl", BlockFileSystem.class.getName());
    conf.setBoolean("fs.plain.impl.disable.cache", true);
    Storage storage = Storages.open(location(), conf);

    for (DataFile file : new VersionLog(storage).latest().orElseThrow().files()) {
      assertThat(storage.hosts(file)).containsExactly("one-host");
    }
  }

  /** Asks for the size of blocks, as Azure does. */
  public static final class BlockFileSystem extends PlainFileSystem {
    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
      if (file.getBlockSize() <= 0) {
        throw new IllegalArgumentException("not a positive number: " + file.getBlockSize());
      }
      String[] hosts = {"one-host"};
      return new BlockLocation[] {new BlockLocation(hosts, hosts, start, length)};
    }
  }

  @Test
  void readsWhereItRefusesToWrite() throws IOException {
    Storage local = new LocalStorage(directory);
    new TestStore(local).overwrite(0);
    Configuration conf = PlainFileSystem.configuration();
    conf.set(HadoopOptions.CACHE_DIR, directory.resolve("cache").toString());

    new TestStore(Storages.open(location(), conf)).assertWhole(1);
  }

  @Test
  void aSingleWriterMayCommitAnywhere() throws IOException {
    Configuration conf = PlainFileSystem.configuration();
    conf.setBoolean(HadoopOptions.SINGLE_WRITER, true);
    conf.set(HadoopOptions.CACHE_DIR, directory.resolve("cache").toString());
    Storage storage = Storages.open(location(), conf);
    TestStore store = new TestStore(storage);

    store.overwrite(0);
    store.overwrite(1);

    store.assertWhole(1);
    store.assertWhole(2);
    assertThat(storage.createIfAbsent("_indexkv/v00000000000000000002.json", new byte[1]))
        .isFalse();
    try (Output abandoned = storage.create("data/x.ikv")) {
      abandoned.write(new byte[10], 0, 10);
    }
    assertThat(storage.list("data")).hasSize(4).doesNotContain("data/x.ikv");
  }

  @Test
  void aRemoteFileThatIsMissingIsAnErrorWhenFetched() throws IOException {
    Storage storage = StorageCase.CONDITIONAL.open(directory);
    TestStore store = new TestStore(storage);
    String lost = store.overwrite(0).files().get(1).name();
    storage.delete(lost);

    assertThatThrownBy(() -> store.assertWhole(1))
        .hasMessageContaining(storage.location() + "/" + lost)
        .hasMessageContaining("found no such file");
  }

  private static void write(Storage storage, String name) throws IOException {
    if (name.startsWith("data")) {
      storage.create(name).close();
    } else {
      new VersionLog(storage)
          .overwrite(VersionId.NONE, "s", List.of("k"), List.of("int64"), List.of(), Map.of());
    }
  }

  private String location() {
    return "plain:" + directory;
  }
}
