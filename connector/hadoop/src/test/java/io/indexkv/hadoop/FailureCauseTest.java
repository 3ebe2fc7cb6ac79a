/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Values;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What failed first is what is reported, by the name of the file it is about. */
class FailureCauseTest {
  @TempDir java.nio.file.Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReadThatFailsIsNotHiddenByACloseThatFails(boolean missing) throws IOException {
    DisturbedFileSystem.Disturbance disturbance =
        new DisturbedFileSystem.Disturbance() {
          @Override
          public void beforeRead() throws IOException {
            throw missing ? new FileNotFoundException("gone") : new IOException("reset");
          }

          @Override
          public void beforeClose() throws IOException {
            throw new IOException("not even that");
          }
        };
    Files.write(directory.resolve("a.ikv"), new byte[100]);
    StoreFileInfo info = new StoreFileInfo(100, 0, 1, new byte[1], new byte[1]);
    Path path = new Path("plain://" + directory + "/a.ikv");
    PlainFileSystem plain = new PlainFileSystem();
    plain.initialize(URI.create("plain:///"), PlainFileSystem.configuration());
    try (RemoteRanges ranges =
        new RemoteRanges(
            new DisturbedFileSystem(plain, disturbance),
            path,
            "store",
            new DataFile("data/a.ikv", info),
            new Retries(1, 0))) {
      assertThatThrownBy(() -> ranges.read(List.of(new FileRange(0, 8))))
          .isInstanceOf(missing ? BrokenSnapshotException.class : IOException.class)
          .hasMessageContaining(missing ? "found no such file" : "reset")
          .hasMessageContaining("a.ikv");
    }
  }

  @Test
  void anUploadThatFailsIsNotHiddenByTheLookWhetherItIsThere() throws IOException {
    ConditionalFileSystem fs =
        new ConditionalFileSystem() {
          @Override
          public boolean exists(Path path) throws IOException {
            throw new IOException("no answer");
          }
        };
    fs.initialize(URI.create("conditional:///"), PlainFileSystem.configuration());
    Files.write(directory.resolve("v1"), new byte[1]);
    Path target = new Path("conditional://" + directory + "/v1");

    assertThatThrownBy(() -> new ConditionalPublication(fs).createIfAbsent(target, new byte[2]))
        .isInstanceOf(PathIOException.class)
        .hasMessageContaining("412 Precondition Failed")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("no answer"));
  }

  @Test
  void aFileThatIsListedAsItIsAndCannotBeInflatedIsNamed() throws IOException {
    DataFile file = writeCompressed();
    byte[] content = Files.readAllBytes(directory.resolve("store").resolve(file.name()));
    content[64 + 10] ^= 1; // in the first block
    CRC32C crc = new CRC32C();
    crc.update(content);
    DataFile damaged =
        new DataFile(
            file.name(),
            new StoreFileInfo(
                content.length,
                (int) crc.getValue(),
                file.info().entries(),
                file.info().smallestKey(),
                file.info().largestKey()));
    LocalCache cache =
        new LocalCache(
            new CacheDirectory(directory.resolve("cache"), Long.MAX_VALUE, CacheDisk.REAL),
            new Retries(1, 0));

    assertThatThrownBy(
            () -> cache.fetch("far://away", damaged, from -> new ByteArrayInputStream(content)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("far://away/" + file.name() + ": its copy cannot be inflated");
    assertThat(CacheFiles.below(directory)).isEmpty();
  }

  private DataFile writeCompressed() throws IOException {
    java.nio.file.Path store = directory.resolve("store");
    WriteOptions options = WriteOptions.defaults().compression(Compression.lz4());
    try (StoreWriter<Long, String> writer =
        Store.write(store, Keys.int64(), Values.string(), options)) {
      for (long key = 0; key < 1000; key++) {
        writer.add(key, "a value of some length");
      }
      writer.commit();
    }
    return new VersionLog(new LocalStorage(store)).at(1).files().get(0);
  }
}
