/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.format.Compression;
import io.indexkv.file.write.Duplicates;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the code of docs/plain-java.md as it is there, and compares the results that it shows. */
class PlainJavaDocTest {
  private static final Path DOC = Path.of("../../docs/plain-java.md");
  private static final Path HERE = Path.of("src/test/java/io/indexkv/PlainJavaDocTest.java");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path path;

  record Seat(String train, short number) {}

  @Test
  void runsAllCodeOfThePage() throws IOException {
    String here = withoutSpace(Files.readString(HERE));
    List<String> blocks =
        BLOCK.matcher(Files.readString(DOC)).results().map(block -> block.group(1)).toList();

    assertThat(blocks).hasSizeGreaterThan(9);
    assertThat(blocks)
        .allSatisfy(block -> assertThat(here.contains(withoutSpace(block))).as(block).isTrue());
  }

  private static String withoutSpace(String code) {
    return code.replaceAll("\\s", "");
  }

  @Test
  void readsTheFirstStore() throws IOException {
    writeFirstStore();
    try (Store<Long, String> store = Store.open(path, Keys.uint64(), Values.string())) {
      String found = store.get(75L); // "seventy-five"
      String absent = store.get(2L); // null
      boolean there = store.contains(1337L); // true
      long size = store.size(); // 4

      assertThat(found).isEqualTo("seventy-five");
      assertThat(absent).isNull();
      assertThat(there).isTrue();
      assertThat(size).isEqualTo(4);
      assertThat(store.version()).isEqualTo(1);
    }
  }

  @Test
  void findsNeighbours() throws IOException {
    writeFirstStore();
    try (Store<Long, String> store = Store.open(path, Keys.uint64(), Values.string())) {
      Entry<Long, String> floor = store.floor(199L); // 75
      Entry<Long, String> higher = store.higher(200L); // 1337
      List<Entry<Long, String>> floors = store.ordered().floorMany(List.of(20L, 199L)); // 20, 75

      assertThat(floor.key()).isEqualTo(75);
      assertThat(higher.key()).isEqualTo(1337);
      assertThat(floors).extracting(Entry::key).containsExactly(20L, 75L);
      assertThat(store.lower(20L)).isNull();
      assertThat(store.ceiling(1338L)).isNull();
    }
  }

  @Test
  void findsNeighboursWithinColumns() throws IOException {
    Keys<List<Object>> keys = Keys.composite(Keys.string(), Keys.date());
    Stream<Entry<List<Object>, Long>> written =
        Stream.of(
            Entry.of(List.of("ABC", LocalDate.of(2026, 1, 5)), 11L),
            Entry.of(List.of("ABC", LocalDate.of(2026, 2, 9)), 12L),
            Entry.of(List.of("ABD", LocalDate.of(2026, 2, 9)), 40L));
    Store.write(path, keys, Values.int64(), written, 3);
    long count;
    try (Store<List<Object>, Long> shares = Store.open(path, keys, Values.int64())) {
      OrderedView<List<Object>, Long> prices = shares.ordered().within(1);
      Entry<List<Object>, Long> last = prices.floor(List.of("ABC", LocalDate.of(2026, 3, 1))); // 12
      Entry<List<Object>, Long> none =
          prices.floor(List.of("XYZ", LocalDate.of(2026, 3, 1))); // null
      try (Entries<List<Object>, Long> all = shares.scanPrefix("ABC")) {
        count = all.stream().count(); // 2
      }

      assertThat(last.value()).isEqualTo(12);
      assertThat(none).isNull();
      assertThat(count).isEqualTo(2);
      assertThat(shares.floor(List.of("XYZ", LocalDate.of(2026, 3, 1))).value()).isEqualTo(40);
      assertThatThrownBy(() -> shares.ordered().within(2)).hasMessageContaining("expected 0 to 1");
    }
  }

  @Test
  void changesSomeEntries() throws IOException {
    writeFirstStore();
    WriteOptions upsert = WriteOptions.defaults().upsert();
    try (StoreWriter<Long, String> writer =
        Store.write(path, Keys.uint64(), Values.string(), upsert)) {
      writer.add(75L, "three score and fifteen");
      writer.delete(20L); // need not be there
      writer.commit();
    }
    try (Store<Long, String> store = Store.open(path, Keys.uint64(), Values.string())) {
      assertThat(store.getMany(List.of(20L, 75L, 200L)))
          .isEqualTo(Arrays.asList(null, "three score and fifteen", "two hundred"));
      assertThat(store.size()).isEqualTo(3);
    }
    AtomicBoolean stop = new AtomicBoolean();
    List<String> log = new ArrayList<>();
    CompactOptions options =
        CompactOptions.defaults()
            .newestLayers(8)
            .progress(p -> log.add(p.entries() + " merged"))
            .cancelledBy(stop::get);
    Optional<StoreVersion> newest = StoreHistory.of(path).compact(options);
    assertThat(newest).map(StoreVersion::number).hasValue(3L);
    assertThat(log).isNotEmpty();

    long compacted = Store.compact(path);

    assertThat(compacted).isEqualTo(3);
  }

  @Test
  void keepsVersions() throws IOException {
    writeFirstStore();
    List<String> log = new ArrayList<>();
    StoreHistory history = StoreHistory.of(path);
    for (StoreVersion version : history.versions()) { // the newest first
      log.add(version.number() + " " + version.operation() + " " + version.time());
    }
    assertThat(log).hasSize(1).first().asString().startsWith("1 overwrite 20");

    history.tag("2026-Q1", Version.number(1));
    OpenOptions quarter = OpenOptions.defaults().atTag("2026-Q1");
    OpenOptions yesterday = OpenOptions.defaults().asOf(Instant.now().minus(Duration.ofDays(1)));
    StoreVersion restored = history.rollback(Version.tag("2026-Q1"));

    assertThat(restored.number()).isEqualTo(2);
    try (Store<Long, String> store = Store.open(path, Keys.uint64(), Values.string(), quarter)) {
      assertThat(store.version()).isEqualTo(1);
    }
    assertThatThrownBy(() -> Store.open(path, Keys.uint64(), Values.string(), yesterday))
        .isInstanceOf(IllegalArgumentException.class);

    ExpireOptions keep = ExpireOptions.keepLast(10).orNewerThan(Duration.ofDays(30));
    List<Long> forgotten = history.expire(keep);
    VacuumReport unused = history.vacuumDryRun(Duration.ofDays(7));
    long bytes = unused.bytes();

    assertThat(forgotten).isEmpty();
    assertThat(unused.files()).isEmpty();
    assertThat(bytes).isZero();
    assertThat(history.deleteTag("2026-Q1")).isTrue();
    assertThat(history.deleteTag("2026-Q1")).isFalse();
    assertThat(history.expire(ExpireOptions.keepLast(1))).containsExactly(1L);
  }

  @Test
  void numbersAList() throws IOException {
    List<String> words = List.of("zero", "one", "two", "three", "four");
    Stream<Entry<Integer, String>> numbered =
        IntStream.range(0, words.size()).mapToObj(i -> Entry.of(i, words.get(i)));
    long version = Store.write(path, Keys.int32(), Values.string(), numbered, words.size());

    assertThat(version).isEqualTo(1);
    try (Store<Integer, String> store = Store.open(path, Keys.int32(), Values.string())) {
      for (int i = 0; i < words.size(); i++) {
        assertThat(store.get(i)).isEqualTo(words.get(i));
      }
      assertThat(store.get(words.size())).isNull();
    }
  }

  @Test
  void getsManyKeys() throws IOException {
    writeFirstStore();
    Executor executor = ForkJoinPool.commonPool();
    try (Store<Long, String> store = Store.open(path, Keys.uint64(), Values.string())) {
      List<String> values = store.getMany(List.of(20L, 2L, 200L)); // "twenty", null, "two hundred"
      assertThat(values).isEqualTo(Arrays.asList("twenty", null, "two hundred"));

      LongLookup<String> lookup = store.longLookup();
      int hits = lookup.getMany(new long[] {20, 2, 200}); // 2
      boolean first = lookup.contains(0); // true
      boolean second = lookup.contains(1); // false
      String third = lookup.value(2); // decoded when asked for
      int bytes = lookup.length(2); // or read buffer() from offset(2) on

      assertThat(hits).isEqualTo(2);
      assertThat(first).isTrue();
      assertThat(second).isFalse();
      assertThat(third).isEqualTo("two hundred");
      assertThat(new String(lookup.buffer(), lookup.offset(2), bytes, UTF_8)).isEqualTo(third);

      CompletableFuture<String> later = store.getAsync(75L, executor);
      CompletableFuture<List<String>> all = store.getManyAsync(List.of(20L, 75L), executor);

      assertThat(later.join()).isEqualTo("seventy-five");
      assertThat(all.join()).containsExactly("twenty", "seventy-five");
    }
  }

  @Test
  void scans() throws IOException {
    writeFirstStore();
    List<Long> seen = new ArrayList<>();
    List<String> top;
    try (Store<Long, String> store = Store.open(path, Keys.uint64(), Values.string())) {
      try (Entries<Long, String> entries = store.scan(Range.closedOpen(20L, 200L))) {
        while (entries.hasNext()) {
          Entry<Long, String> entry = entries.next(); // 20, then 75
          seen.add(entry.key());
        }
      }
      try (Stream<Entry<Long, String>> last = store.scanBackward(Range.<Long>all()).stream()) {
        top = last.limit(2).map(Entry::value).toList(); // "leet", "two hundred"
      }
    }
    assertThat(seen).containsExactly(20L, 75L);
    assertThat(top).containsExactly("leet", "two hundred");
  }

  @Test
  void keepsTypesOfTheCallersOwn() throws IOException {
    Keys<Seat> seats =
        Keys.composite(Keys.string(), Keys.int16())
            .as(
                list -> new Seat((String) list.get(0), (Short) list.get(1)),
                seat -> List.of(seat.train(), seat.number()));
    Values<Instant> instants =
        new Values<>() {
          @Override
          public byte[] encode(Instant value) {
            return value.toString().getBytes(UTF_8);
          }

          @Override
          public Instant decode(byte[] bytes) {
            return Instant.parse(new String(bytes, UTF_8));
          }

          @Override
          public String label() {
            return "instant-text";
          }
        };

    try (StoreWriter<Seat, Instant> writer = Store.write(path, seats, instants)) {
      writer.add(new Seat("ICE 599", (short) 61), Instant.parse("2026-01-01T06:28:00Z"));
      writer.commit();
    }

    try (Store<Seat, Instant> store = Store.open(path, seats, instants);
        Entries<Seat, Instant> all = store.scan(Range.all())) {
      assertThat(store.get(new Seat("ICE 599", (short) 61)))
          .isEqualTo(Instant.parse("2026-01-01T06:28:00Z"));
      assertThat(all.next().key()).isEqualTo(new Seat("ICE 599", (short) 61));
    }
    assertThatThrownBy(() -> Store.open(path, seats, Values.string()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has values 'instant-text', opened with 'utf8'");
  }

  @Test
  void keepsRows() throws IOException {
    RowLayout layout = new RowLayout(Column.int64("id"), Column.string("name"));
    WriteOptions named = WriteOptions.defaults().keyColumns("id");
    try (StoreWriter<Long, Row> writer =
        Store.write(path, Keys.int64(), Values.row(layout), named)) {
      for (long id : new long[] {30, 10, 20}) {
        writer.add(id, layout.row(id, "name of " + id));
      }
      writer.commit();
    }
    try (Store<Long, Row> store = Store.open(path, Keys.int64(), Values.row(layout))) {
      Row row = store.get(20L);
      long id = row.int64(0); // 20
      String name = row.string(layout.ordinal("name")); // "name of 20"

      assertThat(id).isEqualTo(20);
      assertThat(name).isEqualTo("name of 20");
    }
    assertThat(StoreHistory.of(path).statistics(Version.newest()).keyColumns())
        .containsExactly("id");
  }

  @Test
  void checksAllOfAStore() throws IOException {
    writeFirstStore();
    StoreHistory history = StoreHistory.of(path);

    VerifyReport report = history.verify(Version.newest());
    for (VerifyReport.DamagedFile file : report.damaged()) {
      System.err.println(file.name() + ": " + file.problem());
    }

    assertThat(report.isSound()).isTrue();
    assertThat(report.entries()).isEqualTo(4);

    StoreStatistics statistics = history.statistics(Version.newest());
    long rows = history.countRows(Version.newest()); // 4
    Optional<String> first = statistics.smallestKey(); // 20

    assertThat(rows).isEqualTo(4);
    assertThat(first).hasValue("20");
    assertThat(statistics.codecs()).containsExactly("none");

    Path file;
    try (Stream<Path> files = Files.list(path.resolve("data"))) {
      file = files.findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[64] ^= 1; // the first byte of the data
    Files.delete(file);
    Files.write(file, bytes);
    assertThatThrownBy(() -> history.verify(Version.newest()).requireSound())
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(file.getFileName().toString());
  }

  @Test
  void writesLargeStores() throws IOException {
    List<String> log = new ArrayList<>();
    AtomicBoolean stop = new AtomicBoolean();
    WriteOptions options =
        WriteOptions.defaults()
            .memoryBytes(64 << 20)
            .compression(Compression.zstd(3))
            .duplicates(Duplicates.LAST)
            .expectedEntries(100_000)
            .progress(p -> log.add(p.phase() + " " + p.entries() + ", left " + p.timeLeft()))
            .cancelledBy(stop::get);
    try (StoreWriter<Long, Long> writer =
        Store.write(path, Keys.int64(), Values.int64(), options)) {
      for (long i = 100_000; i > 0; i--) {
        writer.add(i, i * i);
      }
      writer.commit();
    }

    assertThat(log).last().isEqualTo("MERGING 100000, left Optional[PT0S]");
    Path directory = path.resolve("inflated");
    OpenOptions cached = OpenOptions.defaults().cacheBytes(256 << 20);
    OpenOptions inflated = OpenOptions.defaults().inflateInto(directory);
    OpenOptions older = OpenOptions.defaults().atVersion(1);
    for (OpenOptions how : List.of(cached, inflated, older)) {
      try (Store<Long, Long> store = Store.open(path, Keys.int64(), Values.int64(), how)) {
        assertThat(store.require(99_999L)).isEqualTo(99_999L * 99_999L);
      }
    }
  }

  private void writeFirstStore() throws IOException {
    try (StoreWriter<Long, String> writer = Store.write(path, Keys.uint64(), Values.string())) {
      writer.add(200L, "two hundred");
      writer.add(1337L, "leet");
      writer.add(75L, "seventy-five");
      writer.add(20L, "twenty");
      writer.commit();
    }
  }
}
