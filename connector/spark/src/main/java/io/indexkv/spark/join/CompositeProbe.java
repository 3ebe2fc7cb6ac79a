/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.KeyType;
import io.indexkv.spark.codec.EncodedKey;
import io.indexkv.store.LayeredLookup;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Probes with keys of several columns, and with decimals of more than 18 digits. Each column is
 * compared by value; a row with a value that its column's type does not have is absent.
 */
public final class CompositeProbe extends Probe {
  private final KeyType[] columns;
  private final EncodedKey key;

  /** The keys if they are words, else null. */
  private final long[] words;

  /** The keys if they are no words, else null. */
  private final KeyBytes bytes;

  /** As long as all keys are, if they are. */
  private final byte[] noKey;

  /** Columns of the current key that were put. */
  private int column;

  private boolean held = true;

  CompositeProbe(ProbeSpec spec) {
    super(spec);
    columns = spec.keyType().columns().toArray(KeyType[]::new);
    key = new EncodedKey(spec.keyType());
    noKey = new byte[spec.keyType().width()];
    boolean areWords = spec.keyType().wordWidth() > 0;
    words = areWords ? new long[ROWS] : null;
    bytes = areWords ? null : new KeyBytes(ROWS);
  }

  @Override
  public void put(long number) {
    KeyType type = columns[column++];
    held = held && (!type.isNumber() || type.holds(number));
    if (held) {
      key.put(number);
    }
  }

  @Override
  public void put(Decimal decimal) {
    KeyType type = columns[column];
    if (isPlain(decimal, type)) {
      put(decimal.toUnscaledLong());
      return;
    }
    column++;
    BigInteger unscaled = unscaled(decimal, type);
    held = held && unscaled != null;
    if (held) {
      key.put(Decimal.apply(new BigDecimal(unscaled, type.scale())));
    }
  }

  @Override
  public void put(UTF8String text) {
    column++;
    if (held) {
      try {
        key.put(text);
      } catch (IllegalArgumentException tooLong) {
        held = false;
      }
    }
  }

  @Override
  public void put(byte[] binary) {
    column++;
    if (held) {
      try {
        key.put(binary);
      } catch (IllegalArgumentException tooLong) {
        held = false;
      }
    }
  }

  @Override
  public void add(int row) {
    if (!held) {
      addAbsent(row);
    } else if (words != null) {
      words[next(row)] = key.word();
    } else {
      bytes.append(key.bytes(), 0, key.length());
      bytes.end(next(row));
    }
    beginKey();
  }

  private void beginKey() {
    key.reset();
    column = 0;
    held = true;
  }

  @Override
  void beginKeys() {
    beginKey();
    if (bytes != null) {
      bytes.clear();
    }
  }

  @Override
  void addNoKey(int index) {
    if (words != null) {
      words[index] = 0;
    } else {
      bytes.append(noKey, 0, noKey.length);
      bytes.end(index);
    }
  }

  @Override
  int find(LayeredLookup lookup, int asked, long[] addresses, int[] lengths) {
    return words != null
        ? lookup.find(words, asked, addresses, lengths)
        : bytes.find(lookup, asked, addresses, lengths);
  }
}
