/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import io.indexkv.Internal;
import java.util.Arrays;
import java.util.Objects;

/**
 * Keys from one to another, in the order of the store: that of the keys' bytes, see {@link Keys}. A
 * range whose end comes before its begin has no keys. An end that the keys' type does not have is
 * refused where the range is used.
 */
public final class Range<K> {
  /** One end; KEY is null where there is none. */
  private record Bound<K>(K key, boolean included) {}

  private final Bound<K> from;
  private final Bound<K> to;

  private Range(Bound<K> from, Bound<K> to) {
    this.from = from;
    this.to = to;
  }

  /** All keys. */
  public static <K> Range<K> all() {
    return new Range<>(null, null);
  }

  /** From &lt;= key &lt;= to. */
  public static <K> Range<K> closed(K from, K to) {
    return new Range<>(
        new Bound<>(Objects.requireNonNull(from, "from"), true),
        new Bound<>(Objects.requireNonNull(to, "to"), true));
  }

  /** From &lt;= key &lt; to. */
  public static <K> Range<K> closedOpen(K from, K to) {
    return new Range<>(
        new Bound<>(Objects.requireNonNull(from, "from"), true),
        new Bound<>(Objects.requireNonNull(to, "to"), false));
  }

  /** From &lt; key &lt;= to. */
  public static <K> Range<K> openClosed(K from, K to) {
    return new Range<>(
        new Bound<>(Objects.requireNonNull(from, "from"), false),
        new Bound<>(Objects.requireNonNull(to, "to"), true));
  }

  /** From &lt; key &lt; to. */
  public static <K> Range<K> open(K from, K to) {
    return new Range<>(
        new Bound<>(Objects.requireNonNull(from, "from"), false),
        new Bound<>(Objects.requireNonNull(to, "to"), false));
  }

  /** From &lt;= key. */
  public static <K> Range<K> atLeast(K from) {
    return new Range<>(new Bound<>(Objects.requireNonNull(from, "from"), true), null);
  }

  /** From &lt; key. */
  public static <K> Range<K> greaterThan(K from) {
    return new Range<>(new Bound<>(Objects.requireNonNull(from, "from"), false), null);
  }

  /** Key &lt;= to. */
  public static <K> Range<K> atMost(K to) {
    return new Range<>(null, new Bound<>(Objects.requireNonNull(to, "to"), true));
  }

  /** Key &lt; to. */
  public static <K> Range<K> lessThan(K to) {
    return new Range<>(null, new Bound<>(Objects.requireNonNull(to, "to"), false));
  }

  /** The smallest bytes that are inside, or null. */
  @Internal
  public byte[] from(Keys<K> keys) {
    return from == null ? null : from.included ? keys.encode(from.key) : behind(keys, from.key);
  }

  /** The smallest bytes that are behind the end, or null. */
  @Internal
  public byte[] to(Keys<K> keys) {
    return to == null ? null : to.included ? behind(keys, to.key) : keys.encode(to.key);
  }

  /** The next byte string after a key's. */
  private static <K> byte[] behind(Keys<K> keys, K key) {
    byte[] bytes = keys.encode(key);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  @Override
  public String toString() {
    return (from == null ? "(" : (from.included ? "[" : "(") + from.key)
        + " … "
        + (to == null ? ")" : to.key + (to.included ? "]" : ")"));
  }
}
