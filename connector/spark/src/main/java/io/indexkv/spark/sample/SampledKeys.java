/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.sample;

import io.indexkv.file.bytes.KeyParts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A random sample of the keys of all rows. Each row draws a random number, and the sample has the
 * rows with the smallest ones. So samples of parts of the rows merge into a sample of all rows, as
 * in bottom-k sampling (Cohen and Kaplan, "Summarizing data using bottom-k sketches", 2007).
 */
final class SampledKeys {
  /** Longer keys are cut: a bound need not be a key. */
  private static final int MAX_LENGTH = 1_024;

  private record Drawn(long number, byte[] key) {}

  private final int size;
  private final SplittableRandom random;
  private final PriorityQueue<Drawn> drawn =
      new PriorityQueue<>(Comparator.comparingLong(Drawn::number).reversed());

  /** The largest number of a full sample. */
  private long limit = Long.MAX_VALUE;

  /**
   * An empty sample.
   *
   * @param size the largest number of keys
   * @param seed the same seed draws the same rows
   */
  SampledKeys(int size, long seed) {
    this.size = size;
    random = new SplittableRandom(seed);
  }

  /** Draws a number for the next row. */
  long next() {
    return random.nextLong();
  }

  /** True if the sample takes a row with this number, so far. */
  boolean takes(long number) {
    return number < limit;
  }

  /** Adds the first {@code length} bytes of a key. */
  void add(long number, byte[] key, int length) {
    add(new Drawn(number, Arrays.copyOf(key, Math.min(length, MAX_LENGTH))));
  }

  private void add(Drawn row) {
    if (!takes(row.number())) {
      return;
    }
    drawn.add(row);
    if (drawn.size() > size) {
      drawn.remove();
    }
    if (drawn.size() == size) {
      limit = drawn.element().number();
    }
  }

  void merge(SampledKeys other) {
    other.drawn.forEach(this::add);
  }

  /**
   * The smallest keys of all ranges but the first, ascending. The ranges have about equally many
   * rows. Ranges of fewer rows than there are keys to tell them apart can be empty.
   */
  List<byte[]> bounds(int ranges) {
    return KeyParts.starts(drawn.stream().map(Drawn::key).toList(), ranges);
  }

  byte[] serialized() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(drawn.size());
      for (Drawn row : drawn) {
        out.writeLong(row.number());
        out.writeShort(row.key().length);
        out.write(row.key());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A sample that {@link #serialized} gave, to merge into another one. */
  static SampledKeys of(byte[] serialized, int size) {
    SampledKeys sample = new SampledKeys(size, 0);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized))) {
      for (int left = in.readInt(); left > 0; left--) {
        long number = in.readLong();
        sample.add(new Drawn(number, in.readNBytes(in.readUnsignedShort())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sample;
  }
}
