/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeyBounds;
import io.indexkv.spark.codec.KeySink;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.planning.KeyAccess;
import io.indexkv.spark.planning.KeyAccess.Bound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The run of keys that a probe row asks for. Put the values of the first key columns into {@link
 * #prefix}, and the bounds of the next column, if there are any, into {@link #lower} and {@link
 * #upper}. Then call {@link #end}. For one thread.
 */
public final class AskedRun {
  private static final byte[] NOTHING = {};

  private final KeyAccess access;
  private final KeyBounds bounds;

  /** Number of the column that is bounded. */
  private final int next;

  private final boolean isLast;

  /**
   * The first columns and one more byte. All columns but the last of a key have an end mark, so the
   * bytes before the last are what keys begin with.
   */
  private final ProbedKey prefix;

  private final BoundValue lower;
  private final BoundValue upper;
  private byte[] begin;
  private byte[] from;
  private byte[] to;
  private byte[] upperValue;
  private boolean hasUpper;

  AskedRun(StoreKey key, int prefixColumns, KeyAccess access) {
    this.access = access;
    bounds = new KeyBounds(key);
    next = prefixColumns;
    isLast = next == key.columns().size() - 1;
    List<KeyType> first = new ArrayList<>();
    for (int i = 0; i < prefixColumns; i++) {
      first.add(key.columns().get(i).type());
    }
    first.add(KeyType.INT8);
    prefix = prefixColumns == 0 ? null : new ProbedKey(KeyType.composite(first));
    KeyType type = key.columns().get(next).type();
    lower = new BoundValue(type);
    upper = new BoundValue(type);
  }

  /** Begins the run of the next row. */
  public void begin() {
    if (prefix != null) {
      prefix.reset();
    }
  }

  /** Receives the values of the first key columns; null if there are none. */
  public KeySink prefix() {
    return prefix;
  }

  /** Receives the lower bound. */
  public KeySink lower() {
    return lower;
  }

  /** Receives the upper bound. */
  public KeySink upper() {
    return upper;
  }

  /**
   * Computes the run from what was put.
   *
   * @param hasLower whether the lower bound was put; else the run begins where the prefix does
   * @param hasUpper whether the upper bound was put; else the run ends where the prefix does
   * @return false if no key is in the run
   */
  boolean end(boolean hasLower, boolean hasUpper) {
    this.hasUpper = hasUpper;
    begin = NOTHING;
    if (prefix != null) {
      prefix.put(0L);
      if (!prefix.isHeld()) {
        return false;
      }
      begin = Arrays.copyOf(prefix.encoded().bytes(), prefix.encoded().length() - 1);
    }
    return from(hasLower ? access.lower() : Bound.NONE)
        && to(hasUpper ? access.upper() : Bound.NONE);
  }

  private boolean from(Bound bound) {
    if (bound == Bound.NONE || lower.isBelowAll()) {
      from = begin;
    } else if (lower.isAboveAll()) {
      return false;
    } else {
      byte[] value = bounds.with(begin, next, lower.bytes());
      from = bound == Bound.CLOSED ? value : behind(value);
    }
    from = from == null ? null : bounds.fitted(from);
    return from != null;
  }

  private boolean to(Bound bound) {
    upperValue = null;
    if (bound == Bound.NONE || upper.isAboveAll()) {
      to = KeyBounds.next(begin);
    } else if (upper.isBelowAll()) {
      return false;
    } else {
      byte[] value = bounds.with(begin, next, upper.bytes());
      upperValue = value;
      to = bound == Bound.OPEN ? value : behind(value);
    }
    to = to == null ? null : bounds.fitted(to);
    // no key is before the empty one
    return to == null || to.length > 0;
  }

  /** Where the keys end that have this value in the bounded column; null if no key can follow. */
  private byte[] behind(byte[] value) {
    return isLast ? Arrays.copyOf(value, value.length + 1) : KeyBounds.next(value);
  }

  /** Whether the bounded column is the last one of the key. */
  boolean isLast() {
    return isLast;
  }

  /** The first key columns, with which all keys of the run begin. */
  byte[] prefixBytes() {
    return begin;
  }

  /** Whether the upper bound was put. */
  boolean hasUpper() {
    return hasUpper;
  }

  /** What a key with the upper bound begins with; null if the run has no such bound. */
  byte[] upperValue() {
    return upperValue;
  }

  /** Where the run begins. */
  byte[] from() {
    return from;
  }

  /** The first bytes behind the run; null if it has no end. */
  byte[] to() {
    return to;
  }
}
