/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.OpenOptions;
import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of few bytes whose entries would fill the cache. */
class CompressionRatioTest {
  private static final int VALUE = 1 << 20;

  @TempDir Path directory;
  private Path path;
  private Path cache;

  @BeforeEach
  void write() throws IOException {
    path = directory.resolve("store");
    cache = directory.resolve("cache");
    WriteOptions options =
        WriteOptions.defaults().compression(Compression.zstd(3)).blockBytes(16 << 20);
    try (StoreWriter<Long, byte[]> writer =
        Store.write(path, Keys.int64(), Values.bytes(), options)) {
      for (long i = 0; i < 40; i++) {
        writer.add(i, new byte[VALUE]);
      }
      writer.commit();
    }
  }

  @Test
  void aFileThatInflatesToThousandsOfTimesItsLengthIsNotInflated() throws IOException {
    for (String location : List.of(path.toString(), "conditional:" + path)) {
      for (OpenOptions options :
          List.of(OpenOptions.defaults(), OpenOptions.defaults().remote(1 << 20))) {
        assertThatThrownBy(() -> get(location, configuration(), options))
            .as("%s %s", location, options)
            .isInstanceOf(UnsupportedFormatException.class)
            .hasMessageContaining(path + "/data/")
            .hasMessageContaining("raise the option " + HadoopOptions.MAX_COMPRESSION_RATIO);
      }
      try (var files = Files.list(cache)) {
        assertThat(files.filter(f -> !f.endsWith(".locks"))).isEmpty();
      }
    }
  }

  @Test
  void whoTrustsTheWriterRaisesTheOption() throws IOException {
    for (String location : List.of(path.toString(), "conditional:" + path)) {
      Configuration conf = configuration();
      conf.setLong(HadoopOptions.MAX_COMPRESSION_RATIO, 100_000);
      assertThat(get(location, conf, OpenOptions.defaults())).hasSize(VALUE);
      assertThat(get(location, conf, OpenOptions.defaults().remote(1 << 20))).hasSize(VALUE);
    }
  }

  private Configuration configuration() {
    Configuration conf = StorageCase.CONDITIONAL.configuration(directory);
    conf.set(HadoopOptions.CACHE_DIR, cache.toString());
    return conf;
  }

  private static byte[] get(String location, Configuration conf, OpenOptions options)
      throws IOException {
    try (Store<Long, byte[]> store =
        Store.open(Storages.open(location, conf), Keys.int64(), Values.bytes(), options)) {
      return store.get(3L);
    }
  }
}
