/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.OverlappingIntervalsException;
import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.write.Duplicates;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Interval;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalFile;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.IntervalCheck;
import io.indexkv.testing.ForwardingRangedFile;
import io.indexkv.testing.ForwardingStorage;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that declare that their entries are intervals that do not overlap. */
class IntervalStoreTest {
  private static final Keys<List<Object>> KEYS = Keys.composite(Keys.string(), Keys.int64());
  private static final RowLayout LAYOUT =
      new RowLayout(Column.string("item"), Column.int64("low"), Column.int64("high"));
  private static final WriteOptions OVERWRITE =
      WriteOptions.defaults().keyColumns("item", "low").interval("low,high");
  private static final WriteOptions UPSERT = WriteOptions.defaults().upsert();

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir Path path;

  record Item(String name, long low, Long high) {}

  private static Item item(String name, long low, Long high) {
    return new Item(name, low, high);
  }

  private long write(WriteOptions options, Item... items) throws IOException {
    try (StoreWriter<List<Object>, Row> writer =
        Store.write(path, KEYS, Values.row(LAYOUT), options)) {
      for (Item i : items) {
        writer.add(List.of(i.name, i.low), LAYOUT.row(i.name, i.low, i.high));
      }
      return writer.commit();
    }
  }

  private Manifest newest() throws IOException {
    return new VersionLog(new LocalStorage(path)).latest().orElseThrow();
  }

  @Test
  void keepsIntervalsThatDoNotOverlap() throws IOException {
    write(
        OVERWRITE,
        item("b", 5, null),
        item("a", 1, 3L),
        item("a", 3, 10L),
        item("a", 20, null),
        item("b", 2, 5L),
        item("a", 15, 15L));

    assertThat(newest().interval()).contains(new Interval("low", "high", false));
    assertThat(new String(newest().encode()))
        .contains("\"requiredFeatures\":[\"interval\"]")
        .contains("\"interval\":\"[low,high)\"");
    assertThat(StoreHistory.of(path).verify(Version.newest()).isSound()).isTrue();
  }

  @Test
  void theErrorShowsBothRows() {
    assertThatThrownBy(() -> write(OVERWRITE, item("a", 3, 10L), item("a", 1, 4L)))
        .isInstanceOf(OverlappingIntervalsException.class)
        .hasMessageContaining("the intervals [1, 4) and [3, 10) of (\"a\") overlap")
        .hasMessageContaining("columns low and high");
    assertThatThrownBy(() -> write(OVERWRITE, item("a", 1, null), item("a", 4, 5L)))
        .hasMessageContaining("the intervals [1, no end) and [4, 5) of (\"a\") overlap");
    assertThatThrownBy(() -> write(OVERWRITE, item("a", 4, 3L)))
        .hasMessageContaining("the interval [4, 3) of (\"a\") ends before it begins");
    assertThat(path.resolve("data")).isEmptyDirectory();
  }

  @Test
  void closedIntervalsMustNotTouch() throws IOException {
    WriteOptions closed = OVERWRITE.interval("[low,high]");
    assertThatThrownBy(() -> write(closed, item("a", 1, 3L), item("a", 3, 5L)))
        .hasMessageContaining("the intervals [1, 3] and [3, 5] of (\"a\") overlap");
    write(closed, item("a", 1, 3L), item("a", 4, 4L), item("a", 5, null));
    assertThat(newest().interval()).contains(new Interval("low", "high", true));
  }

  @Test
  void upsertsAreComparedWithTheLayersBelow() throws IOException {
    write(OVERWRITE, item("a", 10, 20L), item("a", 20, null), item("b", 1, 5L));

    for (Item bad :
        List.of(item("a", 5, 11L), item("a", 15, 16L), item("a", 30, 40L), item("b", 0, null))) {
      assertThatThrownBy(() -> write(UPSERT, bad))
          .as(bad.toString())
          .isInstanceOf(OverlappingIntervalsException.class);
    }
    assertThat(newest().version()).isEqualTo(1);

    write(UPSERT, item("a", 5, 10L), item("b", 5, null), item("c", 1, null));
    // ends the interval that has no end, and begins another
    write(UPSERT, item("a", 20, 30L), item("a", 30, null));
    assertThat(newest().interval()).isPresent();
    StoreHistory history = StoreHistory.of(path);
    assertThat(history.compact(CompactOptions.defaults())).isPresent();
    assertThat(newest().interval()).isPresent();
    assertThat(history.verify(Version.newest()).isSound()).isTrue();
    assertThatThrownBy(() -> write(UPSERT, item("a", 25, 26L)))
        .isInstanceOf(OverlappingIntervalsException.class);
  }

  @Test
  void aDeletedIntervalMakesRoom() throws IOException {
    write(OVERWRITE, item("a", 10, 20L), item("a", 20, null));
    try (StoreWriter<List<Object>, Row> writer =
        Store.write(path, KEYS, Values.row(LAYOUT), UPSERT)) {
      writer.delete(List.of("a", 10L));
      writer.add(List.of("a", 5L), LAYOUT.row("a", 5L, 20L));
      writer.commit();
    }
    assertThat(StoreHistory.of(path).verify(Version.newest()).isSound()).isTrue();
  }

  @Test
  void anotherDeclarationIsRefused() throws IOException {
    write(OVERWRITE, item("a", 10, 20L));
    assertThatThrownBy(() -> write(UPSERT.interval("[low,high]"), item("b", 1, 2L)))
        .hasMessageContaining("[low,high)")
        .hasMessageContaining("[low,high]");
    assertThatThrownBy(() -> write(OVERWRITE.interval("high,low"), item("b", 1, 2L)))
        .hasMessageContaining("an interval begins with the last key column, which is low");
    assertThatThrownBy(() -> write(OVERWRITE.interval("low,item"), item("b", 1, 2L)))
        .hasMessageContaining("item is a key column");
    assertThatThrownBy(() -> write(OVERWRITE.interval("low,most"), item("b", 1, 2L)))
        .hasMessageContaining("the rows have no column most");
    assertThatThrownBy(() -> OVERWRITE.interval("low")).hasMessageContaining("valid_from,valid_to");
    // an overwrite without the option declares nothing
    write(WriteOptions.defaults().keyColumns("item", "low"), item("a", 1, 5L), item("a", 2, 3L));
    assertThat(newest().interval()).isEmpty();
  }

  @Test
  void aWriterThatCannotCheckIsRefused() throws IOException {
    write(OVERWRITE, item("a", 10, 20L));
    Manifest below = newest();
    assertThatThrownBy(
            () ->
                new VersionLog(new LocalStorage(path))
                    .replace(
                        below.schema(),
                        below.keyColumns(),
                        below.keyTypes(),
                        below.files(),
                        below.properties()))
        .hasMessageContaining("this writer does not check");
  }

  @Test
  void whatALaterRowReplacesDoesNotCount() throws IOException {
    WriteOptions last = OVERWRITE.duplicates(Duplicates.LAST).memoryBytes(8192);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      items.add(item("a", 10L * i, null));
    }
    for (int i = 0; i < 3000; i++) {
      items.add(item("a", 10L * i, 10L * i + 10));
    }
    write(last, items.toArray(Item[]::new));
    assertThat(newest().entries()).isEqualTo(3000);
  }

  @Test
  void bordersOfFilesAreComparedWithoutACopyOfTheFiles() throws IOException {
    WriteOptions small = OVERWRITE.fileBytes(4096).blockBytes(4096);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      items.add(item("a", 10L * i, 10L * i + 10));
    }
    write(small, items.toArray(Item[]::new));
    Manifest written = newest();
    assertThat(written.files().size()).isGreaterThan(2);

    Storage far =
        new ForwardingStorage(new LocalStorage(path)) {
          @Override
          public LocalFile fetch(DataFile file) throws IOException {
            throw new IOException("must not copy " + file.name());
          }
        };
    new IntervalCheck(far).check(written);

    DataFile second = written.files().get(1);
    Storage broken =
        new ForwardingStorage(new LocalStorage(path)) {
          @Override
          public RangedFile ranged(DataFile file) throws IOException {
            return new ForwardingRangedFile(super.ranged(file)) {
              @Override
              public List<byte[]> read(List<FileRange> ranges) throws IOException {
                if (file.equals(second)) {
                  throw new IOException("injected");
                }
                return super.read(ranges);
              }
            };
          }
        };
    assertThatThrownBy(() -> new IntervalCheck(broken).check(written))
        .isInstanceOf(IOException.class)
        .hasMessage("injected");
  }

  /** Random upserts: accepted exactly if a model says that no two intervals overlap. */
  @ParameterizedTest
  @ValueSource(strings = {"low,high", "[low,high]"})
  void acceptsWhatAModelAccepts(String declared) throws IOException {
    WriteOptions small = WriteOptions.defaults().fileBytes(4096).blockBytes(4096);
    TreeMap<String, TreeMap<Long, Long>> model = new TreeMap<>();
    write(small.keyColumns("item", "low").interval(declared), item("z", 0, 1L));
    int accepted = 0;
    for (int round = 0; round < 60; round++) {
      TreeMap<String, TreeMap<Long, Long>> next = new TreeMap<>();
      model.forEach((name, intervals) -> next.put(name, new TreeMap<>(intervals)));
      List<Item> items = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        String name = "" + (char) ('a' + random.nextInt(3));
        long low = random.nextInt(200);
        Long high = random.nextInt(10) == 0 ? null : low + random.nextInt(20);
        if (items.stream().noneMatch(x -> x.name.equals(name) && x.low == low)) {
          items.add(item(name, low, high));
          next.computeIfAbsent(name, n -> new TreeMap<>()).put(low, high);
        }
      }
      boolean fits = next.values().stream().allMatch(m -> fits(m, declared.startsWith("[")));
      boolean done;
      try {
        write(small.upsert().maxLayers(100), items.toArray(Item[]::new));
        done = true;
      } catch (OverlappingIntervalsException e) {
        done = false;
      }
      assertThat(done).as("seed %d, round %d: %s on %s", seed, round, items, model).isEqualTo(fits);
      if (done) {
        accepted++;
        model.clear();
        model.putAll(next);
      }
      if (random.nextInt(10) == 0) {
        Store.compact(path);
      }
    }
    assertThat(accepted).isPositive();
    assertThat(StoreHistory.of(path).verify(Version.newest()).isSound()).isTrue();
    try (Store<List<Object>, Row> store = Store.open(path, KEYS, Values.row(LAYOUT));
        Entries<List<Object>, Row> all = store.scan(Range.all())) {
      assertThat(all.stream().count())
          .isEqualTo(1 + model.values().stream().mapToInt(TreeMap::size).sum());
    }
  }

  private static boolean fits(TreeMap<Long, Long> intervals, boolean closed) {
    for (Long low : intervals.keySet()) {
      Long high = intervals.get(low);
      Long next = intervals.higherKey(low);
      if (next != null && (high == null || high > next || closed && high.equals(next))) {
        return false;
      }
    }
    return true;
  }
}
