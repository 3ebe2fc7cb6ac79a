/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.bytes.Checksums;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreFileWriterTest {
  private final BytesOutput out = new BytesOutput();

  private StoreFileWriter writer(int keyWidth) throws IOException {
    return new StoreFileWriter(out, TestFile.options(keyWidth, 1));
  }

  private static void add(StoreFileWriter writer, String key) throws IOException {
    byte[] k = key.getBytes(UTF_8);
    writer.add(k, 0, k.length, k, 0, k.length);
  }

  @Test
  void closeAloneAbandons() throws IOException {
    try (StoreFileWriter writer = writer(0)) {
      add(writer, "a");
    }
    assertThat(out.isFinished()).isFalse();
  }

  @Test
  void finishPublishes() throws IOException {
    try (StoreFileWriter writer = writer(0)) {
      add(writer, "a");
      StoreFileInfo info = writer.finish();
      assertThat(info.length()).isEqualTo(out.bytes().length);
      assertThat(info.crc32c()).isEqualTo(Checksums.of(out.bytes()));
      assertThat(info.entries()).isOne();
      assertThat(info.smallestKey()).isEqualTo("a".getBytes(UTF_8));
      assertThat(info.largestKey()).isEqualTo("a".getBytes(UTF_8));
      assertThatIllegalStateException().isThrownBy(() -> add(writer, "b"));
      assertThatIllegalStateException().isThrownBy(writer::finish);
    }
    assertThat(out.isFinished()).isTrue();
  }

  @Test
  void refusesADuplicateKey() throws IOException {
    try (StoreFileWriter writer = writer(0)) {
      add(writer, "same");
      assertThatThrownBy(() -> add(writer, "same"))
          .isInstanceOf(DuplicateKeyException.class)
          .hasMessageContaining("memory: entry 1 has the same key")
          .hasMessageContaining("73616d65");
    }
  }

  @Test
  void refusesKeysOutOfOrder() throws IOException {
    try (StoreFileWriter writer = writer(0)) {
      add(writer, "é");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> add(writer, "z"))
          .withMessageContaining("memory: entry 1 is out of order: key 0x7a after 0xc3a9");
    }
  }

  @Test
  void refusesKeysOfAnotherWidth() throws IOException {
    try (StoreFileWriter writer = writer(4)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> add(writer, "abc"))
          .withMessageContaining("key of 3 bytes, expected 4");
    }
  }

  @Test
  void refusesKeysBeyondTheLimit() throws IOException {
    try (StoreFileWriter writer = writer(0)) {
      add(writer, "k".repeat(65_535));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> add(writer, "k".repeat(65_536)))
          .withMessageContaining("65,536 bytes, the limit is 65,535");
    }
  }

  @Test
  void refusesEntriesBeyondTheLimit() throws IOException {
    try (StoreFileWriter writer = writer(0)) {
      // the length is refused before the array is looked at
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.add(new byte[10], 0, 10, new byte[0], 0, Integer.MAX_VALUE - 15))
          .withMessageContaining("below 2 GiB");
    }
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreFileOptions(256, 1, 4096, Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreFileOptions(8, 4, 4096, Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreFileOptions(8, 8, 5000, Map.of()));
  }
}
