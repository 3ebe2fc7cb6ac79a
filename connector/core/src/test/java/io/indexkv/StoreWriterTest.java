/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CommitConflictException;
import io.indexkv.error.DuplicateKeyException;
import io.indexkv.key.Keys;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreWriterTest {
  private static final WriteOptions SPILLING = WriteOptions.defaults().memoryBytes(4096);

  @TempDir Path path;

  @Test
  void writesAStreamInOneCall() throws IOException {
    Stream<Entry<Long, Long>> squares = LongStream.of(3, 1, 2).mapToObj(i -> Entry.of(i, i * i));

    assertThat(Store.write(path, Keys.int64(), Values.int64(), squares, 3)).isEqualTo(1);

    try (Store<Long, Long> store = Store.open(path, Keys.int64(), Values.int64())) {
      assertThat(store.getMany(List.of(1L, 2L, 3L))).isEqualTo(List.of(1L, 4L, 9L));
    }
  }

  @Test
  void replacesWhatWasThere() throws IOException {
    write(SPILLING, 1, 2);
    write(SPILLING, 2, 3);

    try (Store<Long, String> store = Store.open(path, Keys.int64(), Values.string())) {
      assertThat(store.version()).isEqualTo(2);
      assertThat(store.get(1L)).isNull();
      assertThat(store.get(3L)).isEqualTo("v3");
    }
  }

  @Test
  void nullIsNeitherAKeyNorAValueAndTheWriterGoesOn() throws IOException {
    try (StoreWriter<Long, String> writer =
        Store.write(path, Keys.int64(), Values.string(), SPILLING)) {
      assertThatThrownBy(() -> writer.add(null, "v"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("null is no int64 key: expected Long");
      assertThatThrownBy(() -> writer.add(7L, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("null is no value for key 7: to delete the key");
      writer.add(7L, "v");
      assertThat(writer.commit()).isEqualTo(1);
    }
  }

  @Test
  void closingAloneLeavesNothing() throws IOException {
    for (int entries : new int[] {0, 1, 500, 100_000}) {
      try (StoreWriter<Long, String> writer =
          Store.write(path, Keys.int64(), Values.string(), SPILLING.fileBytes(100_000))) {
        for (long i = 0; i < entries; i++) {
          writer.add(i, "v");
        }
        writer.add(-1L, "out of order");
        if (entries > 1000) {
          assertThat(files()).isNotEmpty();
        }
      }
      assertThat(files()).isEmpty();
    }
  }

  /** Some entries in order, then two entries of the same key with others between. */
  @ParameterizedTest
  @CsvSource({"0, 0", "5, 0", "5, 10", "5, 3000", "100000, 0", "100000, 3000"})
  void showsTheKeyAndBothPlacesOfADuplicate(int sorted, int between) throws IOException {
    StoreWriter<Long, String> writer = Store.write(path, Keys.int64(), Values.string(), SPILLING);

    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(
            () -> {
              for (long i = 0; i < sorted; i++) {
                writer.add(i, "v");
              }
              writer.add(1_000_000L, "one");
              for (long i = 0; i < between; i++) {
                writer.add(-1 - i, "v");
              }
              writer.add(1_000_000L, "two");
              writer.commit();
            })
        .withMessageContaining(
            "entries %,d and %,d have the same key 1000000", sorted + 1, sorted + between + 2);
    assertThat(files()).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> writer.add(1L, "v"));
  }

  @Test
  void goesOnAfterAnEntryThatCannotBeEncoded() throws IOException {
    try (StoreWriter<Integer, String> writer = Store.write(path, Keys.uint8(), Values.string())) {
      writer.add(1, "one");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.add(256, "much"))
          .withMessageContaining("256 is no uint8 key");
      writer.add(2, "two");
      writer.commit();
    }
    try (Store<Integer, String> store = Store.open(path, Keys.uint8(), Values.string())) {
      assertThat(store.size()).isEqualTo(2);
    }
  }

  /** How often the writer checks the token before it is true; for sorted entries and others. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 9, 12})
  void leavesNothingWhenCancelled(int asked) throws IOException {
    for (int step : new int[] {1, -1}) {
      AtomicInteger left = new AtomicInteger(asked);
      WriteOptions options =
          SPILLING.fileBytes(50_000).cancelledBy(() -> left.getAndDecrement() == 0);
      try (StoreWriter<Long, String> writer =
          Store.write(path, Keys.int64(), Values.string(), options)) {
        assertThatExceptionOfType(CancellationException.class)
            .isThrownBy(
                () -> {
                  for (long i = 0; i < (step > 0 ? 20_000 : 9_000); i++) {
                    writer.add(i * step, "value");
                  }
                  writer.commit();
                })
            .withMessageContaining("was cancelled in phase");
        assertThat(files()).isEmpty();
      }
    }
  }

  /**
   * Some entries in order, and then others out of order; every single write of a file fails once.
   */
  @Test
  void leavesNothingWhereverAWriteFails() throws IOException {
    WriteOptions options =
        WriteOptions.defaults().memoryBytes(16 << 10).fileBytes(8 << 10).temporary(path);
    int writes = 0;
    boolean failed = true;
    for (; failed; writes++) {
      FailingStorage storage = new FailingStorage(path, writes);
      StoreWriter<Long, String> writer =
          Store.write(storage, Keys.int64(), Values.string(), options);
      try (writer) {
        for (long i = 0; i < 1000; i++) {
          writer.add(i < 600 ? i : -i, "value " + i);
        }
        writer.commit();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("no space left");
        assertThat(files()).as("after %d writes", writes).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> writer.add(1L, "v"));
      }
      failed = storage.hasFailed();
    }
    assertThat(writes).as("writes").isGreaterThan(20);
    try (Store<Long, String> store = Store.open(path, Keys.int64(), Values.string())) {
      assertThat(store.size()).isEqualTo(1000);
    }
  }

  @Test
  void tellsHowFarItIs() throws IOException {
    List<Progress> told = new ArrayList<>();
    write(SPILLING.expectedEntries(4).progress(told::add), 4, 3, 2, 1);

    assertThat(told.stream().map(Progress::phase).distinct())
        .containsExactly(Progress.Phase.ADDING, Progress.Phase.MERGING);
    Progress last = told.get(told.size() - 1);
    assertThat(last.entries()).isEqualTo(4);
    assertThat(last.bytes()).isEqualTo(4 * (8 + 2));
    assertThat(last.expected()).isEqualTo(OptionalLong.of(4));
    assertThat(last.timeLeft()).hasValueSatisfying(d -> assertThat(d).isZero());
    assertThat(told.get(0).expected()).isEqualTo(OptionalLong.of(4));

    told.clear();
    write(WriteOptions.defaults().progress(told::add), LongStream.range(0, 100_000).toArray());
    assertThat(told.stream().map(Progress::phase).distinct())
        .containsExactly(Progress.Phase.ADDING);
    assertThat(told.get(told.size() - 1).entries()).isEqualTo(100_000);
    assertThat(told.get(told.size() - 1).timeLeft()).isEmpty();
  }

  @Test
  void theSlowerOfTwoWritersFailsAndLeavesNothing() throws IOException {
    try (StoreWriter<Long, String> slow = Store.write(path, Keys.int64(), Values.string())) {
      slow.add(1L, "slow");
      write(WriteOptions.defaults(), 2);
      List<String> before = files();

      assertThatExceptionOfType(CommitConflictException.class)
          .isThrownBy(slow::commit)
          .withMessageContaining("version 1");
      assertThat(files()).isEqualTo(before);
    }
  }

  @Test
  void usesTheDirectoryForTemporaryFilesThatItIsGiven() throws IOException {
    Path temporary = path.resolve("elsewhere");
    try (StoreWriter<Long, String> writer =
        Store.write(
            path.resolve("store"), Keys.int64(), Values.string(), SPILLING.temporary(temporary))) {
      for (long i = 1000; i > 0; i--) {
        writer.add(i, "value");
      }
      assertThat(writer.runs()).isPositive();
      assertThat(Files.list(temporary)).isNotEmpty();
      writer.commit();
      assertThat(Files.list(temporary)).isEmpty();
    }
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WriteOptions.defaults().memoryBytes(100))
        .withMessage("memoryBytes must be at least 4096, is 100");
    for (int bytes : new int[] {0, -4096, 2048, 5000, 32 << 20}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> WriteOptions.defaults().blockBytes(bytes))
          .withMessage("blockBytes must be a power of two from 4096 to 16777216, is " + bytes);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Store.write(
                    path,
                    Keys.int64(),
                    Values.string(),
                    WriteOptions.defaults().keyColumns("a", "b")))
        .withMessageContaining("names 2 key columns, the keys have 1");
  }

  @Test
  void writesRowsThatOnlyTheirColumnsOpen() throws IOException {
    RowLayout cities = new RowLayout(Column.string("name"), Column.int64("people"));
    try (StoreWriter<String, Row> writer = Store.write(path, Keys.string(), Values.row(cities))) {
      writer.add("de/ber", cities.row("Berlin", 3_782_202L));
      writer.commit();
    }
    try (Store<String, Row> store = Store.open(path, Keys.string(), Values.row(cities))) {
      assertThat(store.get("de/ber").int64(1)).isEqualTo(3_782_202L);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Store.open(path, Keys.string(), Values.row(Column.string("name"))))
        .withMessageContaining("has rows of (name string, people long)");
  }

  private void write(WriteOptions options, long... keys) throws IOException {
    try (StoreWriter<Long, String> writer =
        Store.write(path, Keys.int64(), Values.string(), options)) {
      for (long key : keys) {
        writer.add(key, "v" + key);
      }
      writer.commit();
    }
  }

  private List<String> files() throws IOException {
    return StoreWriterModelTest.files(path);
  }
}
