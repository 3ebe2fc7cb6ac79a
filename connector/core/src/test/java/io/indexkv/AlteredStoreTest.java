/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.indexkv.error.CommitConflictException;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.write.Compaction;
import io.indexkv.store.write.WriteWatch;
import io.indexkv.value.Column;
import io.indexkv.value.EvolvedSchema;
import io.indexkv.value.Row;
import io.indexkv.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores whose schema changes while their files stay: every read gives rows of the new schema. */
@Tag("slow")
class AlteredStoreTest {
  private static final EvolvedSchema FIRST =
      EvolvedSchema.of(Column.int32("n"), Column.string("text"), Column.bool("flag"));

  @TempDir Path path;

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** The expected values, in the columns of {@link #schema}. */
  private final NavigableMap<Long, Object[]> model = new TreeMap<>();

  private EvolvedSchema schema = FIRST;
  private int lastId = 2;

  @ParameterizedTest
  @ValueSource(strings = {"none", "lz4"})
  void readsAfterRandomChanges(String codec) throws IOException {
    WriteOptions options =
        WriteOptions.defaults()
            .compression(codec.equals("none") ? Compression.none() : Compression.lz4())
            .fileBytes(20_000);
    write(options, 400);
    for (int step = 0; step < 16; step++) {
      switch (random.nextInt(6)) {
        case 0, 1 -> alter(next());
        case 2 -> {
          if (manifest().layers().size() > 5) {
            Store.compact(path);
            assertThat(manifest().layers()).hasSize(1).noneMatch(Layer::isOld);
          }
        }
        default -> write(options.upsert(), 100);
      }
      compare();
    }
    alter(schema.add(++lastId, Column.int32("last"), 7).drop("flag"));
    assertThat(manifest().layers()).as("seed %d: layers to read", seed).anyMatch(Layer::isOld);
    compare();
    Store.compact(path);
    assertThat(manifest().layers()).hasSize(1).noneMatch(Layer::isOld);
    compare();
  }

  private EvolvedSchema next() {
    int id = ++lastId;
    return switch (random.nextInt(5)) {
      case 0 -> schema.add(id, Column.string("s" + id), random.nextBoolean() ? "initial" : null);
      case 1 -> schema.add(id, Column.int16("i" + id), (short) id);
      case 2 -> schema.change("n", Column.int64("n"));
      case 3 -> schema.change("n", Column.decimal("n", 38, 2));
      default ->
          schema.columns().size() == 1
              ? schema
              : schema.drop(schema.columns().get(schema.columns().size() - 1).column().name());
    };
  }

  private Manifest manifest() throws IOException {
    return new VersionLog(new LocalStorage(path)).latest().orElseThrow();
  }

  private void alter(EvolvedSchema next) throws IOException {
    String before = next.toString();
    try {
      alterTo(next);
    } catch (IllegalArgumentException e) {
      // a long or a decimal cannot become a narrower type again
      assertThat(e).as(before).hasMessageContaining("cannot be read as");
      return;
    }
    model.replaceAll((key, values) -> schema.values(next, values));
    schema = next;
  }

  private Manifest alterTo(EvolvedSchema next) throws IOException {
    Manifest below = manifest();
    return new VersionLog(new LocalStorage(path))
        .alter(below.id(), next.json(), below.keyColumns(), below.properties());
  }

  private void write(WriteOptions options, int changes) throws IOException {
    Values<Row> values = Values.row(schema.layout());
    Map<Long, Object[]> changed = new HashMap<>();
    for (int i = 0; i < changes; i++) {
      changed.put((long) random.nextInt(900), values());
    }
    List<Long> deleted =
        options.isUpsert()
            ? model.keySet().stream().filter(key -> !changed.containsKey(key)).limit(5).toList()
            : List.of();
    try (StoreWriter<Long, Row> writer = Store.write(path, Keys.int64(), values, options)) {
      for (Map.Entry<Long, Object[]> entry : changed.entrySet()) {
        writer.add(entry.getKey(), schema.layout().row(entry.getValue()));
      }
      for (long key : deleted) {
        writer.delete(key);
      }
      writer.commit();
    }
    model.putAll(changed);
    deleted.forEach(model::remove);
  }

  private Object[] values() {
    return schema.columns().stream()
        .map(
            field ->
                random.nextInt(5) == 0
                    ? null
                    : switch (field.column().type()) {
                      case INT16 -> (Object) (short) random.nextInt();
                      case INT32 -> random.nextInt();
                      case INT64 -> random.nextLong();
                      case BOOLEAN -> random.nextBoolean();
                      case DECIMAL -> BigDecimal.valueOf(random.nextLong(), 2);
                      default -> "t".repeat(random.nextInt(30));
                    })
        .toArray();
  }

  /** Compares each way to read. */
  private void compare() throws IOException {
    for (OpenOptions options :
        List.of(OpenOptions.defaults(), OpenOptions.defaults().remote(1 << 20))) {
      try (Store<Long, Row> store =
          Store.open(path, Keys.int64(), Values.row(schema.layout()), options)) {
        compare(store);
      }
    }
    assertThat(StoreHistory.of(path).verify(Version.newest()).isSound()).isTrue();
  }

  private void compare(Store<Long, Row> store) {
    NavigableMap<Long, Row> expected = new TreeMap<>();
    model.forEach((key, values) -> expected.put(key, schema.layout().row(values)));
    List<Long> asked = new ArrayList<>(expected.keySet());
    asked.add(-1L);
    Collections.shuffle(asked, random);
    List<Row> rows = asked.stream().map(expected::get).toList();
    assertThat(asked.stream().limit(200).map(store::get))
        .isEqualTo(rows.stream().limit(200).toList());
    assertThat(store.getMany(asked)).as("seed %d, %s", seed, schema).isEqualTo(rows);
    LongLookup<Row> lookup = store.longLookup();
    for (int round = 0; round < 2; round++) {
      lookup.getMany(asked.stream().mapToLong(key -> key).toArray());
      for (int i = 0; i < rows.size(); i++) {
        assertThat(lookup.value(i)).isEqualTo(rows.get(i));
      }
    }
    assertThat(scanned(store.scan(Range.all()))).containsExactlyEntriesOf(expected);
    assertThat(scanned(store.scanBackward(Range.all())))
        .containsExactlyEntriesOf(expected.descendingMap());
    assertThat(store.size()).isEqualTo(expected.size());
  }

  private static Map<Long, Row> scanned(Entries<Long, Row> entries) {
    Map<Long, Row> all = new LinkedHashMap<>();
    try (entries) {
      entries.forEachRemaining(entry -> all.put(entry.key(), entry.value()));
    }
    return all;
  }

  @Test
  void alteringWritesNoFileAndKeepsOldVersions() throws IOException {
    write(WriteOptions.defaults(), 50);
    EvolvedSchema before = schema;
    Map<Long, Object[]> rows = new TreeMap<>(model);
    List<Path> files = files();

    alter(schema.drop("text").add(9, Column.string("text"), null));

    assertThat(files()).isEqualTo(files);
    assertThat(manifest().summary()).containsEntry("operation", "alter");
    assertThat(manifest().layers().get(0).schema()).doesNotContain("indexkv.id");
    compare();
    StoreHistory.of(path).rollback(Version.number(1));
    assertThat(manifest().layers()).noneMatch(Layer::isOld);
    schema = before;
    model.putAll(rows);
    compare();
  }

  @Test
  void aCompactionThatMeetsAnotherSchemaPublishesNothingWrong() throws IOException {
    write(WriteOptions.defaults(), 50);
    write(WriteOptions.defaults().upsert(), 50);
    EvolvedSchema more = schema.add(++lastId, Column.int32("more"), 3);

    // its layers are of the schema that it began with
    compactWhile(() -> alter(more));

    assertThat(manifest().layers()).hasSize(1).allMatch(Layer::isOld);
    compare();
    // its layers were converted
    assertThatExceptionOfType(CommitConflictException.class)
        .isThrownBy(() -> compactWhile(() -> StoreHistory.of(path).rollback(Version.number(2))));
    assertThat(manifest().layers()).hasSize(2).noneMatch(Layer::isOld);
  }

  private interface Change {
    void run() throws IOException;
  }

  private void compactWhile(Change change) throws IOException {
    WriteWatch watch =
        new WriteWatch() {
          @Override
          public void merging(long entries) {
            try {
              change.run();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @Override
          public void merged(long bytes) {}

          @Override
          public void pulse() {}
        };
    new Compaction(new LocalStorage(path)).watchedBy(watch).run();
  }

  private List<Path> files() throws IOException {
    try (var listed = Files.list(path.resolve("data"))) {
      return listed.sorted().toList();
    }
  }

  @Test
  void aRenameNeedsNoConversion() throws IOException {
    write(WriteOptions.defaults(), 50);

    alter(schema.change("text", Column.string("words")));

    assertThat(manifest().layers()).noneMatch(Layer::isOld);
    compare();
  }

  @Test
  void upsertThatBeganBeforeTheChangeFails() throws IOException {
    write(WriteOptions.defaults(), 50);
    try (StoreWriter<Long, Row> writer =
        Store.write(
            path, Keys.int64(), Values.row(schema.layout()), WriteOptions.defaults().upsert())) {
      writer.add(1L, schema.layout().row(1, "a", true));
      alter(schema.add(++lastId, Column.int32("more"), null));

      assertThatIllegalArgumentException()
          .isThrownBy(writer::commit)
          .withMessageContaining("the schema was changed meanwhile")
          .withMessageContaining("Nothing was published");
    }
    assertThat(manifest().version()).isEqualTo(2);
    compare();
  }

  @Test
  void onlyTheNewestVersionIsAltered() throws IOException {
    write(WriteOptions.defaults(), 50);
    Manifest first = manifest();
    write(WriteOptions.defaults().upsert(), 50);

    assertThatExceptionOfType(CommitConflictException.class)
        .isThrownBy(
            () ->
                new VersionLog(new LocalStorage(path))
                    .alter(
                        first.id(),
                        schema.add(3, Column.int32("x"), null).json(),
                        first.keyColumns(),
                        first.properties()));
  }

  @Test
  void refusesWhatRowsCannotBecome() throws IOException {
    write(WriteOptions.defaults(), 5);
    Manifest below = manifest();
    VersionLog log = new VersionLog(new LocalStorage(path));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> alterTo(schema.change("n", Column.int16("n"))))
        .withMessageContaining(
            "column n: its stored values of type integer cannot be read as short");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alterTo(schema.add(7, Column.int64("key"), null)))
        .withMessageContaining("its key column key, which its rows do not have, cannot become key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.alter(below.id(), schema.json(), List.of("a", "b"), Map.of()))
        .withMessageContaining("cannot be altered");
    assertThat(manifest().version()).isEqualTo(1);
  }
}
