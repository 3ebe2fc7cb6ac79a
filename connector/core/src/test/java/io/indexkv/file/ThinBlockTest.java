/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.file.format.Format;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.format.ThinBlock;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinBlockTest {
  private static final int BLOCK = 4096;

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** The data spaces of random files, cut into blocks wherever entries begin or end. */
  @ParameterizedTest
  @CsvSource({"0, 1, 20", "0, 8, 20", "8, 1, 20", "8, 8, 100", "4, 1, 0", "0, 1, 3000", "0, 8, 9"})
  void restoresWhatItMadeThin(int keyWidth, int alignment, int longest) throws Exception {
    SortedMap<byte[], byte[]> entries = TestFile.map();
    for (int i = 0; i < 2000; i++) {
      entries.put(key(keyWidth), new byte[random.nextInt(longest + 1)]);
    }
    StoreFileOptions options = TestFile.options(keyWidth, alignment);
    byte[] file = TestFile.bytes(options, entries);
    int dataLength = (int) dataLength(file);
    ThinBlock thin = new ThinBlock(keyWidth, alignment);
    int saved = 0;
    for (int at = 0; at < dataLength; at += BLOCK) {
      int n = Math.min(BLOCK, dataLength - at);
      byte[] block = Arrays.copyOfRange(file, 64 + at, 64 + at + n);
      int first = first(file, at / BLOCK);
      byte[] to = new byte[ThinBlock.maxLength(n)];
      int length = thin.thin(block, n, first, to);
      byte[] again = new byte[n];
      thin.restore(to, length, first, again, n);
      assertThat(again).as("block at %d, seed %d", at, seed).isEqualTo(block);
      saved += n - length;
    }
    assertThat(saved).as("seed %d", seed).isPositive();
  }

  /** Sorted, many of them share several bytes. */
  private byte[] key(int width) {
    byte[] key = new byte[width > 0 ? width : random.nextInt(300)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (i < key.length / 2 ? 7 : random.nextInt());
    }
    return key;
  }

  private static long dataLength(byte[] file) {
    return word(file, file.length - Format.FOOTER_SIZE);
  }

  private static int first(byte[] file, int block) {
    long index = word(file, file.length - Format.FOOTER_SIZE + 16);
    return (int) (word(file, (int) index + block * Format.BLOCK_RECORD_SIZE + 8) >>> 32);
  }

  private static long word(byte[] file, int at) {
    return TestFile.word(Arrays.copyOfRange(file, at, at + 8));
  }

  @Test
  void refusesWhatNoBlockIsMadeTo() throws Exception {
    ThinBlock thin = new ThinBlock(0, 1);
    byte[] file = TestFile.bytes(TestFile.options(0, 1), Map.of(new byte[9], new byte[30]));
    int n = (int) dataLength(file);
    byte[] to = new byte[ThinBlock.maxLength(n)];
    int length = thin.thin(Arrays.copyOfRange(file, 64, 64 + n), n, 0, to);
    byte[] block = new byte[n];
    assertThatThrownBy(() -> thin.restore(to, length + 1, 0, block, n))
        .isInstanceOf(IllegalStateException.class);
    to[1] = 9; // shared bytes of a first key
    assertThatThrownBy(() -> thin.restore(to, length, 0, block, n))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void answersOrRefusesAnyBytes() {
    for (int round = 0; round < 20_000; round++) {
      ThinBlock thin = new ThinBlock(random.nextInt(2) * 8, 1 << 3 * random.nextInt(2));
      byte[] from = new byte[random.nextInt(200)];
      for (int i = 0; i < from.length; i++) {
        from[i] = (byte) (random.nextInt(3) > 0 ? random.nextInt(12) : random.nextInt());
      }
      byte[] block = new byte[random.nextInt(300)];
      try {
        thin.restore(from, from.length, random.nextInt(block.length + 1), block, block.length);
      } catch (IllegalStateException | IndexOutOfBoundsException e) {
        // as CompressedBlocks expects
        assertThat(e).as("seed %d", seed).isNotNull();
      }
    }
  }
}
