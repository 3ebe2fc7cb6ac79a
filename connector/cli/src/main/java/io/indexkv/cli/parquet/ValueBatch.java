/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.parquet.Leaf.Form;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.values.ValuesReader;

/**
 * Some values of a column in a row, none of them null, as rows have them: numbers for slots, or
 * pieces of bytes. A value that is refused is remembered until its row is asked for.
 */
final class ValueBatch {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Leaf leaf;
  private final long mask;
  private final boolean checked;

  /** The values of a column of numbers. */
  final long[] slots;

  /** Where the pieces are. */
  byte[] bytes = {};

  final int[] offsets;
  final int[] lengths;

  /** The first value that is refused; -1 if none is. */
  int refused = -1;

  /** Why it is refused. */
  RuntimeException reason;

  /** A batch of up to {@code size} values. */
  ValueBatch(Leaf leaf, int size) {
    this.leaf = leaf;
    mask = leaf.mask();
    checked = leaf.min() > Long.MIN_VALUE || leaf.factor() != 1;
    boolean pieces = leaf.isPiece();
    slots = new long[pieces ? 0 : size];
    offsets = new int[pieces ? size : 0];
    lengths = new int[pieces ? size : 0];
  }

  /** Whether {@link #plain} reads the values of such a column. */
  static boolean isPlain(Leaf leaf, boolean fixedLength) {
    return switch (leaf.form()) {
      case INT, UNSIGNED_INT, LONG, FLOAT, DOUBLE -> true;
      case BYTES -> !fixedLength && leaf.maxLength() == 0;
      default -> false;
    };
  }

  /**
   * Takes {@code count} values from a page that has them one behind the other.
   *
   * @return where the next one begins
   * @throws IllegalArgumentException if the page ends before
   */
  int plain(byte[] page, int from, int count) {
    refused = -1;
    return switch (leaf.form()) {
      case LONG, DOUBLE -> longs(page, from, count);
      case INT, UNSIGNED_INT, FLOAT -> ints(page, from, count);
      default -> strings(page, from, count);
    };
  }

  private static int end(byte[] page, int from, int count, int width) {
    if (count > (page.length - from) / width) {
      throw Runs.damaged();
    }
    return from + count * width;
  }

  private int longs(byte[] page, int from, int count) {
    int end = end(page, from, count, Long.BYTES);
    if (!checked) {
      ByteBuffer.wrap(page, from, end - from)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asLongBuffer()
          .get(slots, 0, count);
      return end;
    }
    int i = 0;
    try {
      for (; i < count; i++) {
        slots[i] = leaf.slot((long) LONG.get(page, from + i * Long.BYTES));
      }
    } catch (RuntimeException e) {
      refuse(i, e);
    }
    return end;
  }

  private int ints(byte[] page, int from, int count) {
    int end = end(page, from, count, Integer.BYTES);
    boolean unsigned = leaf.form() != Form.INT;
    int i = 0;
    try {
      for (; i < count; i++) {
        int number = (int) INT.get(page, from + i * Integer.BYTES);
        slots[i] =
            unsigned ? Integer.toUnsignedLong(number) : checked ? leaf.slot(number) : number & mask;
      }
    } catch (RuntimeException e) {
      refuse(i, e);
    }
    return end;
  }

  private int strings(byte[] page, int from, int count) {
    bytes = page;
    int at = from;
    for (int i = 0; i < count; i++) {
      if (page.length - at < Integer.BYTES) {
        throw Runs.damaged();
      }
      int length = (int) INT.get(page, at);
      at += Integer.BYTES;
      if (length < 0 || length > page.length - at) {
        throw Runs.damaged();
      }
      offsets[i] = at;
      lengths[i] = length;
      at += length;
    }
    return at;
  }

  /** Takes {@code count} values from a dictionary, by their places in it. */
  void choose(ValueBatch dictionary, int[] places, int count) {
    refused = -1;
    bytes = dictionary.bytes;
    try {
      if (slots.length > 0) {
        for (int i = 0; i < count; i++) {
          slots[i] = dictionary.slots[places[i]];
        }
        return;
      }
      for (int i = 0; i < count; i++) {
        offsets[i] = dictionary.offsets[places[i]];
        lengths[i] = dictionary.lengths[places[i]];
      }
    } catch (IndexOutOfBoundsException e) {
      throw Runs.damaged();
    }
  }

  /** Takes {@code count} values from the library, which knows every encoding. */
  void read(ValuesReader reader, int count) {
    refused = -1;
    int used = 0;
    if (offsets.length > 0) {
      bytes = new byte[64];
    }
    int i = 0;
    try {
      for (; i < count; i++) {
        if (offsets.length == 0) {
          slots[i] = leaf.readSlot(reader);
          continue;
        }
        byte[] piece = leaf.readPiece(reader);
        if (piece.length > bytes.length - used) {
          int room = Math.addExact(used, piece.length);
          bytes = Arrays.copyOf(bytes, Math.max(room, (int) Math.min(2L * room, 1 << 30)));
        }
        System.arraycopy(piece, 0, bytes, used, piece.length);
        offsets[i] = used;
        lengths[i] = piece.length;
        used += piece.length;
      }
    } catch (RuntimeException e) {
      refuse(i, e);
    }
  }

  private void refuse(int value, RuntimeException e) {
    refused = value;
    reason = e;
  }
}
