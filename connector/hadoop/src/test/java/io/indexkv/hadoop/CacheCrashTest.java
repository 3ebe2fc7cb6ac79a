/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalFile;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Values;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making a copy, and inflating it, fails at its I/O operation 1, 2, 3, … until it is through. */
@Tag("slow")
class CacheCrashTest {
  @TempDir Path directory;
  private final Operations operations = new Operations();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesNothingOrAWholeCopyWhereverItFails(boolean compressed) throws IOException {
    DataFile file = write(compressed ? Compression.lz4() : Compression.none());
    byte[] content = Files.readAllBytes(directory.resolve("store").resolve(file.name()));
    boolean failed = true;
    int tried = 0;
    for (int failing = 1; failed; failing++) {
      operations.failAt(failing);
      failed = fetchFails(file, content, failing);
      assertThat(CacheFiles.below(directory))
          .as("after operation " + failing)
          .hasSize(failed ? 0 : 1);
      tried += failed ? 1 : 0;
    }

    // create, open, read and write each MiB, and the end of it, finish
    assertThat(tried).isGreaterThan(compressed ? 20 : 12);
    System.out.println("CacheCrashTest: " + tried + " failures, compressed: " + compressed);
    try (LocalFile copy = cache().fetch("store", file, from -> source(content, from));
        StoreFileReader reader = StoreFileReader.open(copy.path())) {
      assertThat(copy.isInflated()).isEqualTo(compressed);
      reader.verify();
    }
  }

  private boolean fetchFails(DataFile file, byte[] content, int failing) throws IOException {
    try (LocalFile copy = cache().fetch("store", file, from -> source(content, from))) {
      assertThat(operations.count()).isLessThan(failing);
      return false;
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("injected");
      return true;
    }
  }

  private DataFile write(Compression how) throws IOException {
    Random random = new Random(9);
    try (StoreWriter<Long, byte[]> writer =
        Store.write(
            directory.resolve("store"),
            Keys.int64(),
            Values.bytes(),
            WriteOptions.defaults().compression(how))) {
      byte[] value = new byte[600];
      for (long key = 0; key < 10_000; key++) {
        random.nextBytes(value);
        Arrays.fill(value, 300, 600, (byte) 1);
        writer.add(key, value);
      }
      writer.commit();
    }
    return new VersionLog(new LocalStorage(directory.resolve("store"))).at(1).files().get(0);
  }

  private LocalCache cache() {
    return new LocalCache(
        new CacheDirectory(
            directory.resolve("cache"), Long.MAX_VALUE, new FaultyDisk(operations::next)),
        new Retries(1, 0));
  }

  private InputStream source(byte[] content, long from) throws IOException {
    operations.next();
    return new FilterInputStream(
        new ByteArrayInputStream(content, (int) from, content.length - (int) from)) {
      @Override
      public int read(byte[] to) throws IOException {
        operations.next();
        return super.read(to);
      }
    };
  }
}
