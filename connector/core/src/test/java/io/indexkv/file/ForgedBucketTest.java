/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.format.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no lookup of a key that is there looks at, under valid checksums: verify does. */
class ForgedBucketTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(
      value = GoldenFile.class,
      names = {"STRING", "INT64", "WIDE_POSITIONS", "LZ4", "ZSTD", "ZSTD_DICTIONARY"})
  void verifyLooksAtEveryByteOfABucket(GoldenFile golden) throws IOException {
    byte[] good = golden.released();
    int buckets = new ForgedFile(good).buckets();
    int slots = golden == GoldenFile.WIDE_POSITIONS ? 10 : 12;
    int width = golden == GoldenFile.WIDE_POSITIONS ? 5 : 4;
    for (int i = 0; i < buckets; i++) {
      int bucket = i;
      refused(good, f -> f.bytes[f.bucket(bucket) + 61] ^= 1, "overflow of " + i, "hash index");
      refused(good, f -> f.bytes[f.bucket(bucket) + 61] |= 2, "flag of " + i, "flags 0 or 1");
      refused(good, f -> f.bytes[f.bucket(bucket) + 62] = 1, "zero of " + i, "expected zero");
      refused(good, f -> f.bytes[f.bucket(bucket) + 63] = 1, "zero of " + i, "expected zero");
      int used = new ForgedFile(good).used(i);
      if (used < slots) {
        int tag = used;
        refused(good, f -> f.bytes[f.bucket(bucket) + tag] = 1, "tag of " + i, "expected zero");
        int position = slots + used * width;
        refused(
            good, f -> f.bytes[f.bucket(bucket) + position] = 1, "slot of " + i, "expected zero");
      }
    }
  }

  /** The zero bytes between a key and its value, and behind that. */
  @ParameterizedTest
  @EnumSource(
      value = GoldenFile.class,
      names = {"STRING_ALIGNED", "WIDE_KEYS"})
  void verifyLooksAtThePaddingOfEntries(GoldenFile golden) throws IOException {
    byte[] good = golden.released();
    int seen = 0;
    for (int at = Format.HEADER_SIZE; at < Format.HEADER_SIZE + 200; at++) {
      byte[] bad = good.clone();
      if (bad[at] == 0) {
        bad[at] = 1;
        Signed.sums(bad);
        refused(bad, "byte " + at, "");
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(20);
  }

  private void refused(byte[] good, Consumer<ForgedFile> change, String what, String message)
      throws IOException {
    refused(ForgedFile.of(good, change), what, message);
  }

  private void refused(byte[] bad, String what, String message) throws IOException {
    Path path = Files.write(dir.resolve("forged.ikv"), bad);
    assertThatThrownBy(() -> Exercise.verify(path))
        .as(what)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(message);
  }
}
