/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.LayeredLookup;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Probes with keys of several columns, and with decimals of more than 18 digits. Each column is
 * compared by value. If a value is outside of its column's type, the row has no match.
 */
public final class CompositeProbe extends Probe {
  private final ProbedKey key;

  /** The keys if the key type is a word, else null. */
  private final long[] words;

  private final KeyRuns runs = new KeyRuns(ROWS);

  /** The keys if the key type is not a word, else null. */
  private final KeyBytes bytes;

  /** Placeholder for a row without a key. If all keys have one length, it has that length, too. */
  private final byte[] noKey;

  CompositeProbe(ProbeSpec spec, KeySlice slice) {
    super(spec, slice);
    key = new ProbedKey(spec.keyType());
    noKey = new byte[spec.keyType().width()];
    boolean areWords = spec.keyType().wordWidth() > 0;
    words = areWords ? new long[ROWS] : null;
    bytes = areWords ? null : new KeyBytes(ROWS);
  }

  @Override
  public void put(long number) {
    key.put(number);
  }

  @Override
  public void put(Decimal decimal) {
    key.put(decimal);
  }

  @Override
  public void put(UTF8String text) {
    key.put(text);
  }

  @Override
  public void put(byte[] binary) {
    key.put(binary);
  }

  @Override
  public void add(int row) {
    if (!key.isHeld()) {
      addAbsent(row);
    } else if (words != null) {
      words[next(row)] = key.encoded().word();
    } else {
      bytes.append(key.encoded().bytes(), 0, key.encoded().length());
      bytes.end(next(row));
    }
    key.reset();
  }

  @Override
  void beginKeys() {
    key.reset();
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
        ? runs.find(lookup, words, asked, addresses, lengths)
        : bytes.find(lookup, asked, addresses, lengths);
  }
}
