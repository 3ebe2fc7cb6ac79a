/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.ordered.Asked;
import io.indexkv.file.ordered.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A block index that does not say what the entries do, under valid checksums: every read answers
 * rightly or fails, and {@code verify} fails.
 */
@Tag("slow")
class ForgedBlockIndexTest {
  private static final int ENTRIES = 710;

  @TempDir Path dir;

  private final SortedMap<byte[], byte[]> entries = TestFile.map();
  private int refused;

  private interface Read {
    List<String> values() throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void noFirstEntryAtAllIsRefusedWhenOpened(Codec codec) throws IOException {
    byte[] bad =
        ForgedFile.of(
            good(codec),
            f -> {
              for (int block = 0; block < f.blocks(); block++) {
                f.firstEntry(block, Format.NO_ENTRY);
              }
            });
    Path path = Files.write(dir.resolve("forged.ikv"), bad);

    try (BlockCache cache = new BlockCache(1 << 20)) {
      assertThatThrownBy(() -> StoreFileReader.open(path, cache))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("block index, block 0")
          .hasMessageContaining("expected a first entry at position 0, found none");
      assertThatThrownBy(
              () -> StoreFileReader.open(new RangedBytes("far away", bad), cache, ValueCheck.ANY))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("expected a first entry at position 0, found none");
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void aBlockWithoutItsFirstEntryIsNoticed(Codec codec) throws IOException {
    byte[] good = good(codec);
    for (int block = 1; block < new ForgedFile(good).blocks(); block++) {
      int forged = block;
      exercise(good, f -> f.firstEntry(forged, Format.NO_ENTRY), "none in " + block);
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void aFirstEntryThatIsTheSecondIsNoticed(Codec codec) throws IOException {
    byte[] good = good(codec);
    for (int block = 1; block < new ForgedFile(good).blocks(); block++) {
      int forged = block;
      // 9 bytes of key, 30 of value, and their lengths
      exercise(good, f -> f.firstEntry(forged, f.firstEntry(forged) + 41), "second in " + block);
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void theKeyOfAnotherIsNoticed(Codec codec) throws IOException {
    byte[] good = good(codec);
    for (int block = 1; block < new ForgedFile(good).blocks(); block++) {
      int forged = block;
      exercise(good, f -> f.key(forged, -1), "smaller key of " + block);
    }
    assertThat(refused).isPositive();
  }

  /** Only a look at both blocks would show it to a remote get, which is left to verify. */
  @ParameterizedTest
  @EnumSource(Codec.class)
  void aKeyThatHidesEntriesIsNoticedByScans(Codec codec) throws IOException {
    byte[] good = good(codec);
    for (int block = 1; block < new ForgedFile(good).blocks(); block++) {
      int forged = block;
      byte[] bad = ForgedFile.of(good, f -> f.key(forged, 1));
      scans(bad, "larger key of " + block);
    }
    assertThat(refused).isPositive();
  }

  private byte[] good(Codec codec) throws IOException {
    for (int i = 0; i < ENTRIES; i++) {
      byte[] key = "k%07d5".formatted(i).getBytes(UTF_8);
      entries.put(key, "%030d".formatted(i * 7919L * 7919L * 7919L).getBytes(UTF_8));
    }
    Compression how =
        codec == Codec.NONE
            ? Compression.none()
            : codec == Codec.LZ4 ? Compression.lz4() : Compression.zstd(3);
    return TestFile.bytes(TestFile.options(0, 1, how), entries);
  }

  private void exercise(byte[] good, Consumer<ForgedFile> change, String what) throws IOException {
    byte[] bad = ForgedFile.of(good, change);
    scans(bad, what);
    try (BlockCache cache = new BlockCache(1 << 20);
        StoreFileReader far =
            StoreFileReader.open(new RangedBytes("far away", bad), cache, ValueCheck.ANY)) {
      for (byte[] key : entries.keySet()) {
        expect(() -> List.of(text(far.get(key))), List.of(text(entries.get(key))), what);
      }
    }
  }

  private void scans(byte[] bad, String what) throws IOException {
    Path path = Files.write(dir.resolve("forged.ikv"), bad);
    try (BlockCache cache = new BlockCache(1 << 20);
        StoreFileReader near = StoreFileReader.open(path, cache);
        StoreFileReader far =
            StoreFileReader.open(new RangedBytes("far away", bad), cache, ValueCheck.ANY)) {
      for (StoreFileReader file : List.of(near, far)) {
        List<byte[]> keys = new ArrayList<>(entries.keySet());
        range(file, null, null, what);
        neighbours(file, what);
        for (int i = 0; i < keys.size(); i += 13) {
          range(file, keys.get(i), null, what + " from " + i);
          range(file, null, keys.get(i), what + " to " + i);
        }
      }
      assertThatThrownBy(near::verify).as(what).isInstanceOf(CorruptFileException.class);
    }
  }

  /** Asks for keys that are there, and for keys between them. */
  private void neighbours(StoreFileReader file, String what) throws IOException {
    List<byte[]> keys = new ArrayList<>(entries.keySet());
    List<byte[]> values = new ArrayList<>(entries.values());
    for (int i = 0; i < keys.size(); i++) {
      byte[] key = keys.get(i);
      byte[] behind = Arrays.copyOf(key, key.length + 1);
      List<String> here = List.of(text(values.get(i)));
      List<String> next = List.of(text(i + 1 < keys.size() ? values.get(i + 1) : null));
      expect(() -> nearest(file, Nearest.FLOOR, key), here, what + " floor of " + i);
      expect(() -> nearest(file, Nearest.LOWER, behind), here, what + " lower behind " + i);
      expect(() -> nearest(file, Nearest.CEILING, key), here, what + " ceiling of " + i);
      expect(() -> nearest(file, Nearest.HIGHER, key), next, what + " higher of " + i);
    }
  }

  private static List<String> nearest(StoreFileReader file, Nearest nearest, byte[] key) {
    return List.of(text(Neighbours.of(file, nearest, Asked.KEYS, List.of(key)).get(0)));
  }

  private void range(StoreFileReader file, byte[] from, byte[] to, String what) throws IOException {
    SortedMap<byte[], byte[]> part = from == null ? entries : entries.tailMap(from);
    List<String> forward = new ArrayList<>();
    (to == null ? part : part.headMap(to)).values().forEach(v -> forward.add(text(v)));
    List<String> backward = new ArrayList<>(forward);
    Collections.reverse(backward);
    expect(() -> values(file.scan(from, to)), forward, what);
    expect(() -> values(file.scanBackward(from, to)), backward, what + " backward");
  }

  private void expect(Read read, List<String> expected, String what) throws IOException {
    try {
      assertThat(read.values()).as(what).isEqualTo(expected);
    } catch (CorruptFileException e) {
      refused++;
    }
  }

  private static List<String> values(EntryCursor cursor) {
    List<String> values = new ArrayList<>();
    while (cursor.next()) {
      values.add(text(cursor.value()));
    }
    return values;
  }

  private static String text(byte[] value) {
    return value == null ? "absent" : new String(value, UTF_8);
  }
}
