/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to read native memory that this JVM allows reads the same bytes. */
class NativeWordsTest {
  private static final int SIZE = 1000;

  @TempDir Path directory;

  static Stream<NativeWords> ways() {
    List<NativeWords> ways = new ArrayList<>();
    if (!"deny".equals(System.getProperty("sun.misc.unsafe.memory.access"))) {
      ways.add(new UnsafeWords());
    }
    ways.add(new BufferWords());
    if (!(Memory.WORDS instanceof BufferWords || Memory.WORDS instanceof UnsafeWords)) {
      ways.add(Memory.WORDS);
    }
    return ways.stream();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void readsWhatItWrites(NativeWords words) {
    byte[] bytes = new byte[SIZE];
    new Random(7).nextBytes(bytes);
    NativeBytes memory = words.allocate(SIZE);
    words.copy(bytes, 0, memory.address(), SIZE);
    for (int i = 0; i + Long.BYTES <= SIZE; i += 3) {
      long word = words.getLong(bytes, i);
      assertThat(words.getLong(memory.address() + i)).isEqualTo(word);
      assertThat(words.getInt(memory.address() + i)).isEqualTo((int) word);
      assertThat(words.getShort(memory.address() + i)).isEqualTo((short) word);
      assertThat(words.getByte(memory.address() + i)).isEqualTo(bytes[i]);
    }
    byte[] part = new byte[300];
    words.copy(memory.address() + 100, part, 7, 293);
    assertThat(Arrays.copyOfRange(part, 7, 300)).isEqualTo(Arrays.copyOfRange(bytes, 100, 393));

    words.copy(memory.address(), memory.address() + 5, 500); // they overlap
    words.copy(memory.address() + 5, part, 0, 300);
    assertThat(part).isEqualTo(Arrays.copyOf(bytes, 300));
    words.putLong(part, 3, 0x0102030405060708L);
    assertThat(part[3]).isEqualTo((byte) 8);
    memory.free();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void readsAndUnmapsAFile(NativeWords words) throws IOException {
    Path file = directory.resolve("mapped-by-" + words.getClass().getSimpleName());
    Files.write(file, new byte[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 0});
    try (FileChannel channel = FileChannel.open(file)) {
      NativeBytes map = words.map(channel, 1, 8);
      assertThat(words.getLong(map.address())).isEqualTo(0x0102030405060708L);
      assertThat(map.buffer().get(0)).isEqualTo((byte) 8);
      assertThat(maps()).contains(file.toString());
      map.free();
      if (words instanceof UnsafeWords || Runtime.version().feature() >= 22) {
        assertThat(maps()).doesNotContain(file.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theCollectorUnmapsWhatNobodyHolds(NativeWords words) throws Exception {
    Path file = directory.resolve("dropped-by-" + words.getClass().getSimpleName());
    Files.write(file, new byte[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 0});
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(firstByte(words.map(channel, 1, 8))).isEqualTo((byte) 8);
    }
    for (int tries = 0; tries < 100 && maps().contains(file.toString()); tries++) {
      System.gc();
      Thread.sleep(20); // cleaners have threads of their own
    }
    assertThat(maps()).doesNotContain(file.toString());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void givesThousandsOfAddresses(NativeWords words) {
    for (int round = 0; round < 3; round++) {
      List<NativeBytes> all = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        all.add(words.allocate(8));
        words.copy(new byte[] {(byte) i, (byte) (i >>> 8)}, 0, all.get(i).address(), 2);
      }
      for (int i = 0; i < all.size(); i++) {
        assertThat(words.getShort(all.get(i).address())).isEqualTo((short) i);
      }
      all.forEach(NativeBytes::free);
    }
  }

  private static byte firstByte(NativeBytes map) {
    byte first = map.buffer().get(0);
    Reference.reachabilityFence(map);
    return first;
  }

  private static String maps() throws IOException {
    return Files.readString(Path.of("/proc/self/maps"));
  }
}
