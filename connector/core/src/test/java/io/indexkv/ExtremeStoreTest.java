/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores at the limits of the format, with each codec, mapped, cached and inflated. */
class ExtremeStoreTest {
  private static final int LONG = 64 << 20;

  @TempDir Path path;

  static Stream<Arguments> ways() {
    Compression zstd = Compression.zstd(1);
    return Stream.of(
        Arguments.of(Compression.none(), "mapped"),
        Arguments.of(Compression.lz4(), "cached"),
        Arguments.of(Compression.lz4(), "inflated"),
        Arguments.of(zstd, "cached"),
        Arguments.of(zstd.withDictionary(4096), "inflated"));
  }

  private OpenOptions options(String mode) {
    return mode.equals("inflated")
        ? OpenOptions.defaults().inflateInto(path.resolve("inflated"))
        : OpenOptions.defaults().cacheBytes(256 << 10);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anEntryOf64MebibytesBetweenShortOnes(Compression compression, String mode)
      throws IOException {
    byte[] value = new byte[LONG];
    new Random(1).nextBytes(value);
    Arrays.fill(value, LONG / 4, LONG / 2, (byte) 'x');
    try (StoreWriter<String, byte[]> writer =
        Store.write(
            path,
            Keys.string(),
            Values.bytes(),
            WriteOptions.defaults().compression(compression))) {
      writer.add("a", new byte[] {1});
      writer.add("b", value);
      writer.add("c", new byte[] {3});
      writer.commit();
    }
    try (Store<String, byte[]> store =
        Store.open(path, Keys.string(), Values.bytes(), options(mode))) {
      assertThat(store.get("b")).isEqualTo(value);
      assertThat(store.get("c")).containsExactly(3);
      try (Entries<String, byte[]> all = store.scan(Range.all())) {
        assertThat(all.next().value()).containsExactly(1);
        assertThat(all.next().value()).isEqualTo(value);
        assertThat(all.next().value()).containsExactly(3);
      }
      try (Entries<String, byte[]> back = store.scanBackward(Range.lessThan("c"))) {
        assertThat(back.next().value()).isEqualTo(value);
      }
    }
  }

  /** The keys differ only behind their first 1,024 bytes, and are not sorted. */
  @ParameterizedTest
  @MethodSource("ways")
  void allKeysShareAPrefixOfOneKibibyte(Compression compression, String mode) throws IOException {
    String prefix = "p".repeat(1024);
    answersLike(model(3000, i -> prefix + i), compression, mode, prefix);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void oneEntry(Compression compression, String mode) throws IOException {
    answersLike(model(1, i -> ""), compression, mode, "x");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void noEntry(Compression compression, String mode) throws IOException {
    answersLike(new TreeMap<>(), compression, mode, "");
  }

  private static NavigableMap<String, String> model(int entries, UnaryOperator<String> key) {
    NavigableMap<String, String> model = new TreeMap<>();
    for (int i = 0; i < entries; i++) {
      model.put(key.apply(Integer.toString(i * 7919)), "value " + i);
    }
    return model;
  }

  private void answersLike(
      NavigableMap<String, String> model, Compression compression, String mode, String absent)
      throws IOException {
    List<String> keys = new ArrayList<>(model.keySet());
    Collections.shuffle(keys, new Random(2));
    WriteOptions options =
        WriteOptions.defaults().compression(compression).memoryBytes(256 << 10).blockBytes(4096);
    try (StoreWriter<String, String> writer =
        Store.write(path, Keys.string(), Values.string(), options)) {
      for (String key : keys) {
        writer.add(key, model.get(key));
      }
      assertThat(writer.runs() > 0).isEqualTo(keys.size() > 1);
      writer.commit();
    }
    try (Store<String, String> store =
        Store.open(path, Keys.string(), Values.string(), options(mode))) {
      assertThat(store.size()).isEqualTo(model.size());
      keys.forEach(key -> assertThat(store.get(key)).isEqualTo(model.get(key)));
      assertThat(store.getMany(keys)).isEqualTo(keys.stream().map(model::get).toList());
      assertThat(store.get(absent)).isNull();
      assertThat(store.get(absent + "0x")).isNull();
      assertThat(keys(store.scan(Range.all()))).containsExactlyElementsOf(model.keySet());
      assertThat(keys(store.scanBackward(Range.all())))
          .containsExactlyElementsOf(model.descendingKeySet());
    }
  }

  private static List<String> keys(Entries<String, String> entries) {
    try (entries) {
      return entries.stream().map(Entry::key).toList();
    }
  }
}
