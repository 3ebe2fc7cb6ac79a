/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.index.Faults;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of a store is cut short while it is mapped. */
@Tag("slow")
class CutShortTest {
  private static final int ENTRIES = 20_000;
  private static final String VALUE = "v".repeat(90);

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    Stream<Entry<Long, String>> entries =
        LongStream.range(1, ENTRIES).mapToObj(i -> new Entry<>(i, VALUE + i));
    Store.write(path(), Keys.int64(), Values.string(), entries, ENTRIES);
    try (Stream<Path> files = Files.list(path().resolve("data"))) {
      file = files.toList().get(0);
    }
  }

  @AfterEach
  void leavesNoErrorBehind() {
    Faults.settle();
  }

  /** The share of the file's length that is left: nothing, whole pages, or a part of a page. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.5003, 0.9999})
  void lookupsInBatchesFailWithItsName(double left) throws IOException {
    List<Long> all = LongStream.range(1, ENTRIES).boxed().toList();
    try (Store<Long, String> store = open()) {
      assertThat(store.getMany(all)).doesNotContainNull();
      LongLookup<String> lookup = store.longLookup();
      cut(left);

      assertFails(() -> store.getMany(all));
      assertFails(() -> lookup.getMany(all.stream().mapToLong(i -> i).toArray()));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.5003, 0.9999})
  void firstLookupsFailWithItsName(double left) throws IOException {
    List<Long> all = LongStream.range(1, ENTRIES).boxed().toList();
    try (Store<Long, String> store = open()) {
      cut(left);

      assertFails(() -> store.getMany(all));
      if (left < 0.9) {
        assertFails(() -> all.forEach(store::get));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.5003, 0.9999})
  void scansGiveNothingThatWasNotWritten(double left) throws IOException {
    for (boolean known : List.of(false, true)) {
      try (Store<Long, String> store = open()) {
        if (known) {
          store.scan(Range.all()).forEachRemaining(CutShortTest::assertWritten);
        }
        Entries<Long, String> scan = store.scan(Range.all());
        Entries<Long, String> backward = store.scanBackward(Range.all());
        for (int i = 0; i < 1000; i++) {
          assertWritten(scan.next());
          assertWritten(backward.next());
        }
        cut(left);

        assertFails(() -> scan.forEachRemaining(CutShortTest::assertWritten));
        assertFails(() -> backward.forEachRemaining(CutShortTest::assertWritten));
        assertFails(() -> store.scan(Range.all()).forEachRemaining(CutShortTest::assertWritten));
      }
      Files.delete(file);
      Files.delete(path().resolve("_indexkv/v00000000000000000001.json"));
      write();
    }
  }

  @Test
  void aFileThatWasDeletedOrReplacedStaysReadable() throws IOException {
    List<Long> all = LongStream.range(1, ENTRIES).boxed().toList();
    try (Store<Long, String> store = open()) {
      Path shorter = Files.write(directory.resolve("shorter"), new byte[10]);
      Files.move(shorter, file, StandardCopyOption.REPLACE_EXISTING);
      assertThat(store.getMany(all)).doesNotContainNull();
      Files.delete(file);
      store.scan(Range.all()).forEachRemaining(CutShortTest::assertWritten);
    }
  }

  private void assertFails(org.assertj.core.api.ThrowableAssert.ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(file.toString())
        .satisfies(e -> assertThat(e.getCause()).isNotInstanceOf(InternalError.class));
  }

  private static void assertWritten(Entry<Long, String> entry) {
    assertThat(entry.value()).isEqualTo(VALUE + entry.key());
  }

  private void cut(double left) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate((long) (left * channel.size()));
    }
  }

  private Store<Long, String> open() throws IOException {
    return Store.open(path(), Keys.int64(), Values.string());
  }

  private Path path() {
    return directory.resolve("store");
  }
}
