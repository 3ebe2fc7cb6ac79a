/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scan that has failed never returns entries behind the damage. */
class BrokenScanTest {
  private static final int ENTRIES = 1000;

  @TempDir Path directory;

  @Test
  void aScanDoesNotGoOnWithTheNextFile() throws IOException {
    write(WriteOptions.defaults().fileBytes(4 << 10));
    damageAllFilesButOne();
    try (Store<Long, Long> store = open();
        Entries<Long, Long> forward = store.scan(Range.all());
        Entries<Long, Long> backward = store.scanBackward(Range.all())) {
      for (Entries<Long, Long> scan : List.of(forward, backward)) {
        assertThatThrownBy(() -> scan.forEachRemaining(entry -> {}))
            .isInstanceOf(CorruptFileException.class);
        assertHasFailed(scan, CorruptFileException.class);
      }
    }
  }

  @Test
  void aScanDoesNotGoOnBehindAValueThatCannotBeDecoded() throws IOException {
    write(WriteOptions.defaults());
    RuntimeException failure = new IllegalStateException("not a value of ours");
    Values<Long> picky =
        new Values<>() {
          @Override
          public String label() {
            return Values.int64().label();
          }

          @Override
          public byte[] encode(Long value) {
            return Values.int64().encode(value);
          }

          @Override
          public Long decode(byte[] bytes) {
            long value = Values.int64().decode(bytes);
            if (value == 30) {
              throw failure;
            }
            return value;
          }
        };
    try (Store<Long, Long> store = Store.open(path(), Keys.int64(), picky);
        Entries<Long, Long> scan = store.scan(Range.all())) {
      assertThatThrownBy(() -> scan.forEachRemaining(entry -> {})).isSameAs(failure);
      assertHasFailed(scan, IllegalStateException.class);
    }
  }

  private static void assertHasFailed(Entries<?, ?> scan, Class<? extends Throwable> cause) {
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(scan::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has failed and cannot go on")
          .hasCauseInstanceOf(cause);
      assertThatThrownBy(scan::hasNext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has failed and cannot go on");
    }
  }

  private void write(WriteOptions options) throws IOException {
    try (StoreWriter<Long, Long> writer =
        Store.write(path(), Keys.int64(), Values.int64(), options)) {
      for (long key = 0; key < ENTRIES; key++) {
        writer.add(key, key);
      }
      writer.commit();
    }
  }

  private Store<Long, Long> open() throws IOException {
    return Store.open(path(), Keys.int64(), Values.int64());
  }

  /** Damages the data, which a reader checks when it first reads it. */
  private void damageAllFilesButOne() throws IOException {
    try (var files = Files.list(path().resolve("data"))) {
      List<Path> all = files.sorted().toList();
      assertThat(all).hasSizeGreaterThan(2);
      for (Path file : all.subList(1, all.size() - 1)) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[64 + 8] ^= 1;
        Files.write(file, bytes);
      }
    }
  }

  private Path path() {
    return directory.resolve("store");
  }
}
