/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the neighbours of keys with those in a sorted map, in layers with deleted keys. */
@Tag("slow")
class OrderedModelTest {
  @TempDir Path directory;

  private final Draw draw = new Draw();
  private int stores;

  @ParameterizedTest
  @CsvSource({
    "NONE, MAPPED, 1, 200", "NONE, MAPPED, 4, 100", "NONE, HEAP, 3, 100", "NONE, REMOTE, 1, 200",
    "NONE, REMOTE, 3, 100", "LZ4, CACHED, 1, 200", "LZ4, CACHED, 3, 100", "ZSTD, REMOTE, 2, 100",
    "ZSTD, INFLATED, 2, 100", "NONE, MAPPED, 1, 0", "NONE, MAPPED, 2, 1", "LZ4, CACHED, 1, 0"
  })
  void findsTheNeighboursOfASortedMap(String codec, String mode, int layers, int entries)
      throws IOException {
    WriteOptions write =
        WriteOptions.defaults().blockBytes(4096).fileBytes(8192).compression(compression(codec));
    for (TypedKeys<?> keys : TypedKeys.columns()) {
      check(keys, write, OpenModes.of(mode, directory), layers, entries);
    }
    for (int i = 0; i < 12; i++) {
      check(TypedKeys.anyComposite(draw), write, OpenModes.of(mode, directory), layers, entries);
    }
    check(pairs(), write, OpenModes.of(mode, directory), layers, entries);
  }

  /** Many entries with the same first column. */
  private static TypedKeys<List<Object>> pairs() {
    return TypedKeys.composite(List.of(TypedKeys.columns().get(0), TypedKeys.columns().get(4)));
  }

  private static Compression compression(String codec) {
    return switch (codec) {
      case "LZ4" -> Compression.lz4();
      case "ZSTD" -> Compression.zstd(1);
      default -> Compression.none();
    };
  }

  private <K> void check(
      TypedKeys<K> keys, WriteOptions write, OpenOptions open, int layers, int entries)
      throws IOException {
    Path path = directory.resolve("store" + stores++);
    NavigableMap<K, String> model = new TreeMap<>(keys.order());
    for (int layer = 0; layer < layers; layer++) {
      write(path, keys, layer == 0 ? write : write.upsert(), model, layer == 0 ? entries : 20);
    }
    try (Store<K, String> store = Store.open(path, keys.keys(), Values.string(), open)) {
      List<K> asked = new ArrayList<>(model.keySet());
      IntStream.range(0, 100).forEach(i -> asked.add(keys.draw().apply(draw)));
      compare(keys, store.ordered(), model, asked);
      for (int columns = 1; columns < keys.keys().type().columns().size(); columns++) {
        within(keys, store, columns, model, asked);
      }
    }
  }

  private <K> void write(
      Path path,
      TypedKeys<K> keys,
      WriteOptions options,
      NavigableMap<K, String> model,
      int entries)
      throws IOException {
    Map<K, String> changes = new TreeMap<>(keys.order());
    for (int i = 0; i < entries; i++) {
      // long values lie in several blocks
      int length = draw.random.nextInt(draw.random.nextInt(50) == 0 ? 9000 : 200);
      changes.put(keys.draw().apply(draw), draw.random.nextInt(1000) + "v".repeat(length));
    }
    List<K> deleted = new ArrayList<>();
    if (options.isUpsert()) {
      // most keys go, so that many deleted ones are next to each other
      for (K key : model.keySet()) {
        if (draw.random.nextInt(4) > 0 && !changes.containsKey(key)) {
          deleted.add(key);
        }
      }
    }
    try (StoreWriter<K, String> writer = Store.write(path, keys.keys(), Values.string(), options)) {
      for (Map.Entry<K, String> e : changes.entrySet()) {
        writer.add(e.getKey(), e.getValue());
      }
      for (K key : deleted) {
        writer.delete(key);
      }
      writer.commit();
    }
    model.putAll(changes);
    deleted.forEach(model::remove);
  }

  private static <K> void compare(
      TypedKeys<K> keys,
      OrderedView<K, String> view,
      NavigableMap<K, String> model,
      List<K> asked) {
    for (K key : asked.subList(0, Math.min(10, asked.size()))) {
      expect(keys, view.floor(key), model.floorEntry(key));
      expect(keys, view.lower(key), model.lowerEntry(key));
      expect(keys, view.ceiling(key), model.ceilingEntry(key));
      expect(keys, view.higher(key), model.higherEntry(key));
    }
    expect(keys, view.floorMany(asked), asked, model, NavigableMap::floorEntry);
    expect(keys, view.lowerMany(asked), asked, model, NavigableMap::lowerEntry);
    expect(keys, view.ceilingMany(asked), asked, model, NavigableMap::ceilingEntry);
    expect(keys, view.higherMany(asked), asked, model, NavigableMap::higherEntry);
  }

  private static <K> void expect(
      TypedKeys<K> keys,
      List<Entry<K, String>> found,
      List<K> asked,
      NavigableMap<K, String> model,
      BiFunction<NavigableMap<K, String>, K, Map.Entry<K, String>> expected) {
    assertThat(found).hasSize(asked.size());
    for (int i = 0; i < found.size(); i++) {
      expect(keys, found.get(i), expected.apply(model, asked.get(i)));
    }
  }

  private static <K> void expect(
      TypedKeys<K> keys, Entry<K, String> found, Map.Entry<K, String> expected) {
    if (expected == null) {
      assertThat(found).as(Draw.seed() + " " + keys).isNull();
      return;
    }
    assertThat(found).as(Draw.seed() + " " + keys).isNotNull();
    assertThat(keys.order().compare(found.key(), expected.getKey()))
        .as(Draw.seed() + " " + keys)
        .isZero();
    assertThat(found.value()).as(Draw.seed() + " " + keys).isEqualTo(expected.getValue());
  }

  /** Neighbours, and scans, among the keys with the same first columns. */
  private static <K> void within(
      TypedKeys<K> keys,
      Store<K, String> store,
      int columns,
      NavigableMap<K, String> model,
      List<K> asked) {
    Map<List<Byte>, NavigableMap<K, String>> parts =
        asked.stream()
            .map(key -> prefix(keys.keys(), key, columns))
            .distinct()
            .collect(Collectors.toMap(p -> p, p -> new TreeMap<>(keys.order())));
    model.forEach(
        (key, value) -> {
          NavigableMap<K, String> part = parts.get(prefix(keys.keys(), key, columns));
          part.put(key, value);
        });
    List<Entry<K, String>> floors = store.ordered().within(columns).floorMany(asked);
    List<Entry<K, String>> highers = store.ordered().within(columns).higherMany(asked);
    for (int i = 0; i < asked.size(); i++) {
      K key = asked.get(i);
      NavigableMap<K, String> part = parts.get(prefix(keys.keys(), key, columns));
      expect(keys, floors.get(i), part.floorEntry(key));
      expect(keys, highers.get(i), part.higherEntry(key));
      if (i < 20) {
        try (Entries<K, String> scan =
            store.scanPrefix(((List<?>) key).subList(0, columns).toArray())) {
          assertThat(scan.stream().map(Entry::value).toList())
              .as(Draw.seed() + " " + keys)
              .isEqualTo(List.copyOf(part.values()));
        }
      }
    }
  }

  private static <K> List<Byte> prefix(Keys<K> keys, K key, int columns) {
    byte[] bytes = keys.beginning(((List<?>) key).subList(0, columns).toArray());
    return IntStream.range(0, bytes.length).mapToObj(i -> bytes[i]).toList();
  }
}
