/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.write.Compaction;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of few bytes that has many entries. */
class CompressionLimitTest {
  private static final int VALUE = 1 << 20;

  @TempDir Path directory;

  private Path write(int entries) throws IOException {
    Path path = directory.resolve("store");
    WriteOptions options =
        WriteOptions.defaults().compression(Compression.zstd(3)).blockBytes(16 << 20);
    try (StoreWriter<Long, byte[]> writer =
        Store.write(path, Keys.int64(), Values.bytes(), options)) {
      for (long i = 0; i < entries; i++) {
        writer.add(i, new byte[VALUE]);
      }
      writer.commit();
    }
    return path;
  }

  @Test
  void aFileThatInflatesToThousandsOfTimesItsLengthIsRefused() throws IOException {
    Path path = write(40);
    Path inflated = directory.resolve("inflated");
    OpenOptions cached = OpenOptions.defaults();
    for (OpenOptions options :
        List.of(cached, cached.remote(1 << 20), cached.inMemory(), cached.inflateInto(inflated))) {
      assertThatThrownBy(() -> get(path, options))
          .as("%s", options)
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining(path + "/data/")
          .hasMessageContaining("inflates to 41,9")
          .hasMessageContaining("more than the allowed 1,000 times its length")
          .hasMessageContaining("raise OpenOptions.maxCompressionRatio");
      assertThat(inflated).doesNotExist();
    }
  }

  @Test
  void whoTrustsTheWriterRaisesTheLimit() throws IOException {
    Path path = write(40);
    OpenOptions trusting = OpenOptions.defaults().maxCompressionRatio(100_000);
    Path inflated = directory.resolve("inflated");
    for (OpenOptions options :
        List.of(
            trusting,
            trusting.remote(1 << 20),
            trusting.inMemory(),
            trusting.inflateInto(inflated))) {
      assertThat(get(path, options)).hasSize(VALUE);
    }
    assertThatThrownBy(() -> trusting.maxCompressionRatio(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be at least 1");
  }

  @Test
  void aFewEntriesMayBeAsSmallAsTheyLike() throws IOException {
    Path path = write(15);

    assertThat(Files.size(file(path)) * 1000).isLessThan(15L * VALUE);
    assertThat(get(path, OpenOptions.defaults())).hasSize(VALUE);
  }

  /** Writes the entries again, as small as they were. */
  @Test
  void compactionTakesWhatTheWriterWrote() throws IOException {
    Path path = write(40);
    try (StoreWriter<Long, byte[]> writer =
        Store.write(path, Keys.int64(), Values.bytes(), WriteOptions.defaults().upsert())) {
      writer.add(7L, new byte[1]);
      writer.commit();
    }

    assertThat(new Compaction(new LocalStorage(path)).run()).isPresent();
  }

  private static byte[] get(Path path, OpenOptions options) throws IOException {
    try (Store<Long, byte[]> store = Store.open(path, Keys.int64(), Values.bytes(), options)) {
      return store.get(3L);
    }
  }

  private static Path file(Path store) throws IOException {
    try (var files = Files.list(store.resolve("data"))) {
      return files.findFirst().orElseThrow();
    }
  }
}
