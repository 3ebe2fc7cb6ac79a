/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.OpenOptions;
import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.key.Keys;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What remote reading asks an S3 server for. */
class RemoteGetTest {
  private static final int ENTRIES = 50_000;

  @TempDir Path directory;

  @Test
  void asksForTheEndOfTheFileForItsBlockIndexAndForABlock() throws IOException {
    Storage storage = StorageCase.S3.open(directory);
    write(storage);
    OpenOptions remote = OpenOptions.defaults().remote(64 << 20);
    try (Store<Long, String> store = Store.open(storage, Keys.int64(), Values.string(), remote)) {
      int before = reads(storage).size();

      assertThat(store.get(7L)).isEqualTo("value of 7" + ".".repeat(80));
      List<String> cold = reads(storage).subList(before, reads(storage).size());
      assertThat(cold).as(cold::toString).hasSize(3);
      assertThat(cold).allMatch(request -> request.startsWith("GET"));

      int warm = reads(storage).size();
      assertThat(store.get(40_000L)).isEqualTo("value of 40000" + ".".repeat(80));
      assertThat(reads(storage)).hasSize(warm + 1);
      assertThat(store.get(-1L)).as("nothing is asked for twice").isNull();
    }
    assertThat(Files.exists(directory.resolve("cache"))).as("nothing is copied").isFalse();
  }

  @Test
  void aBatchAsksForBlocksNextToEachOtherAtOnce() throws IOException {
    Storage storage = StorageCase.S3.open(directory);
    write(storage);
    OpenOptions remote = OpenOptions.defaults().remote(64 << 20);
    try (Store<Long, String> store = Store.open(storage, Keys.int64(), Values.string(), remote)) {
      assertThat(store.get(0L)).isNotNull();
      int before = reads(storage).size();
      List<Long> asked = new ArrayList<>();
      for (long key = 10_000; key < 20_000; key += 100) {
        asked.add(key);
      }

      assertThat(store.getMany(asked))
          .isEqualTo(asked.stream().map(k -> "value of " + k + ".".repeat(80)).toList());

      // 100 keys in 16 blocks that are neighbours; an entry may reach into one more
      assertThat(reads(storage).size() - before).isBetween(1, 3);
    }
  }

  private static void write(Storage storage) throws IOException {
    try (StoreWriter<Long, String> writer =
        Store.write(storage, Keys.int64(), Values.string(), WriteOptions.defaults())) {
      for (long i = 0; i < ENTRIES; i++) {
        writer.add(i, "value of " + i + ".".repeat(80));
      }
      writer.commit();
    }
  }

  /** What was asked of the files of this store. */
  private static List<String> reads(Storage storage) {
    String name = storage.location().substring(StorageCase.server().uri().length() + 1);
    return StorageCase.server().requests().stream()
        .filter(request -> request.contains(name + "/data/") && request.startsWith("GET"))
        .toList();
  }
}
