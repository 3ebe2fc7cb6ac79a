/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.indexkv.error.KeyNotFoundException;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @TempDir Path path;

  @Test
  void requiresWhatIsThere() throws IOException {
    try (Store<Integer, String> store = numbers(Map.of(1, "one", 2, "two"))) {
      assertThat(store.require(2)).isEqualTo("two");
      assertThatExceptionOfType(KeyNotFoundException.class)
          .isThrownBy(() -> store.require(3))
          .withMessage("version 1 of the store " + path + " has no key 3");
    }
  }

  @Test
  void opensTheNewestVersionOrTheOneAskedFor() throws IOException {
    numbers(Map.of(1, "first")).close();
    try (Store<Integer, String> newest = numbers(Map.of(1, "second"));
        Store<Integer, String> older =
            Store.open(
                new LocalStorage(path),
                Keys.int32(),
                Values.string(),
                OpenOptions.defaults().atVersion(1))) {
      assertThat(newest.version()).isEqualTo(2);
      assertThat(newest.get(1)).isEqualTo("second");
      assertThat(older.version()).isEqualTo(1);
      assertThat(older.get(1)).isEqualTo("first");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Store.open(
                    path, Keys.int32(), Values.string(), OpenOptions.defaults().atVersion(3)))
        .withMessageContaining("there are 1 to 2");
  }

  @Test
  void saysThatThereIsNoStore() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Store.open(path, Keys.int32(), Values.string()))
        .withMessageContaining(path.toString())
        .withMessageContaining("Store.write");
  }

  @Test
  void refusesKeysAndValuesOfOtherTypes() throws IOException {
    numbers(Map.of(1, "one")).close();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Store.open(path, Keys.int64(), Values.string()))
        .withMessageContaining("has keys of [int32], opened with [int64]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Store.open(path, Keys.uint32(), Values.string()))
        .withMessageContaining("has keys of [int32], opened with [uint32]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Store.open(path, Keys.int32(), Values.bytes()))
        .withMessageContaining("has values 'utf8', opened with 'bytes'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Store.open(path, Keys.int32(), Values.row(Column.string("name"))))
        .withMessageContaining("has values 'utf8', opened with 'row-v1'");
  }

  @Test
  void readsRowsThatSparkHasWritten() throws IOException {
    RowLayout layout = new RowLayout(Column.int32("id"), Column.string("name"), Column.date("day"));
    SortedStore<Integer, Row> store = SortedStore.of(path, Keys.int32(), Values.row(layout));
    store.write(
        Map.of(7, layout.row(7, "seven", null)),
        """
        {"type":"struct","fields":[\
        {"name":"id","type":"integer","nullable":false,"metadata":{}},\
        {"name":"name","type":"string","nullable":true,"metadata":{"comment":"as spoken"}},\
        {"name":"day","type":"date","nullable":true,"metadata":{}}]}""");

    try (Store<Integer, Row> rows = Store.open(path, Keys.int32(), Values.row(layout))) {
      assertThat(rows.get(7).string(1)).isEqualTo("seven");
      assertThat(rows.get(7).isNull(2)).isTrue();
    }
    Column[] wrong = {Column.int32("id"), Column.string("name"), Column.int32("day")};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Store.open(path, Keys.int32(), Values.row(wrong)))
        .withMessageContaining(
            "has rows of (id integer, name string, day date), opened with (id integer, name string,"
                + " day integer)");
  }

  @Test
  void answersAsynchronously() throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Store<Integer, String> store = numbers(Map.of(1, "one", 2, "two"))) {
      assertThat(store.getAsync(1, threads).join()).isEqualTo("one");
      assertThat(store.getAsync(3, threads).join()).isNull();
      assertThat(store.getManyAsync(List.of(2, 3, 1), ForkJoinPool.commonPool()).join())
          .isEqualTo(Arrays.asList("two", null, "one"));
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> store.getAsync(null, threads).join())
          .withMessageContaining("null is no int32 key");
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void refusesEverythingOnceClosed() throws IOException {
    Store<Integer, String> store = numbers(Map.of(1, "one", 2, "two"));
    LongLookup<String> lookup = store.longLookup();
    lookup.getMany(new long[] {2, 5});
    Entries<Integer, String> scan = store.scan(Range.all());
    scan.next();

    store.close();
    store.close();

    List<Consumer<Store<Integer, String>>> uses =
        List.of(
            s -> s.get(1),
            s -> s.contains(1),
            s -> s.require(1),
            s -> s.getMany(List.of(1)),
            s -> s.getMany(List.of()),
            s -> s.scan(Range.all()),
            s -> s.scanBackward(Range.all()),
            s -> s.longLookup(),
            s -> s.size(),
            s -> s.version(),
            s -> scan.hasNext(),
            s -> lookup.getMany(new long[] {1}));
    for (Consumer<Store<Integer, String>> use : uses) {
      assertThatIllegalStateException()
          .isThrownBy(() -> use.accept(store))
          .withMessage("version 1 of the store " + path + " is closed");
    }
  }

  @Test
  void keepsABatchAfterTheStoreIsClosed() throws IOException {
    Store<Integer, String> store = numbers(Map.of(1, "one", 2, "two"));
    LongLookup<String> lookup = store.longLookup();
    assertThat(lookup.getMany(new long[] {9, 2, 5}, 1, 2)).isEqualTo(1);
    store.close();

    assertThat(lookup.value(0)).isEqualTo("two");
    assertThat(new String(lookup.buffer(), lookup.offset(0), lookup.length(0))).isEqualTo("two");
    assertThat(lookup.contains(1)).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> lookup.length(1))
        .withMessageContaining("key 1 of the batch is absent");
  }

  @Test
  void refusesNumbersThatAreNoKeys() throws IOException {
    SortedStore.of(path, Keys.uint8(), Values.int64()).write(Map.of(200, -5L));
    try (Store<Integer, Long> store = Store.open(path, Keys.uint8(), Values.int64())) {
      LongLookup<Long> lookup = store.longLookup();
      assertThat(lookup.getMany(new long[] {200})).isEqualTo(1);
      assertThat(lookup.int64(0)).isEqualTo(-5);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lookup.getMany(new long[] {256}))
          .withMessageContaining("256 is no uint8 key: expected 0 to 255");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.get(-1))
          .withMessageContaining("-1 is no uint8 key");
    }
  }

  @Test
  void hasNoLongLookupForOtherKeys() throws IOException {
    SortedStore.of(path, Keys.string(), Values.string()).write(Map.of("a", "b"));
    try (Store<String, String> store = Store.open(path, Keys.string(), Values.string())) {
      assertThatIllegalStateException()
          .isThrownBy(store::longLookup)
          .withMessageContaining("string, not numbers");
    }
  }

  @Test
  void aScanEndsAndCloses() throws IOException {
    try (Store<Integer, String> store = numbers(Map.of(1, "one"))) {
      Entries<Integer, String> scan = store.scan(Range.all());
      assertThat(scan.next()).isEqualTo(Entry.of(1, "one"));
      assertThat(scan.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(scan::next);
      scan.stream().close();
      assertThatIllegalStateException().isThrownBy(scan::hasNext);
    }
  }

  private Store<Integer, String> numbers(Map<Integer, String> entries) throws IOException {
    SortedStore.of(path, Keys.int32(), Values.string()).write(entries);
    return Store.open(path, Keys.int32(), Values.string());
  }
}
