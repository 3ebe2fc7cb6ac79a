/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import io.indexkv.Internal;
import java.util.Arrays;
import java.util.Objects;

/**
 * A range of keys. It follows the order of the store, which is the order of the keys' bytes: see
 * {@link Keys}.
 *
 * <p>A range whose end is before its start has no keys. A bound that the key type cannot encode
 * fails where the range is used.
 */
public final class Range<K> {
  /** A bound. Its {@code key} is null if the range is unbounded on this side. */
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

  /** Keys with from &lt;= key &lt;= to. */
  public static <K> Range<K> closed(K from, K to) {
    return new Range<>(
        new Bound<>(Objects.requireNonNull(from, "from"), true),
        new Bound<>(Objects.requireNonNull(to, "to"), true));
  }

  /** Keys with from &lt;= key &lt; to. */
  public static <K> Range<K> closedOpen(K from, K to) {
    return new Range<>(
        new Bound<>(Objects.requireNonNull(from, "from"), true),
        new Bound<>(Objects.requireNonNull(to, "to"), false));
  }

  /** Keys with from &lt; key &lt;= to. */
  public static <K> Range<K> openClosed(K from, K to) {
    return new Range<>(
        new Bound<>(Objects.requireNonNull(from, "from"), false),
        new Bound<>(Objects.requireNonNull(to, "to"), true));
  }

  /** Keys with from &lt; key &lt; to. */
  public static <K> Range<K> open(K from, K to) {
    return new Range<>(
        new Bound<>(Objects.requireNonNull(from, "from"), false),
        new Bound<>(Objects.requireNonNull(to, "to"), false));
  }

  /** Keys with from &lt;= key. */
  public static <K> Range<K> atLeast(K from) {
    return new Range<>(new Bound<>(Objects.requireNonNull(from, "from"), true), null);
  }

  /** Keys with from &lt; key. */
  public static <K> Range<K> greaterThan(K from) {
    return new Range<>(new Bound<>(Objects.requireNonNull(from, "from"), false), null);
  }

  /** Keys with key &lt;= to. */
  public static <K> Range<K> atMost(K to) {
    return new Range<>(null, new Bound<>(Objects.requireNonNull(to, "to"), true));
  }

  /** Keys with key &lt; to. */
  public static <K> Range<K> lessThan(K to) {
    return new Range<>(null, new Bound<>(Objects.requireNonNull(to, "to"), false));
  }

  /** The smallest bytes inside the range; null if it has no lower bound. */
  @Internal
  public byte[] from(Keys<K> keys) {
    return from == null ? null : from.included ? keys.encode(from.key) : behind(keys, from.key);
  }

  /** The smallest bytes behind the range; null if it has no upper bound. */
  @Internal
  public byte[] to(Keys<K> keys) {
    return to == null ? null : to.included ? behind(keys, to.key) : keys.encode(to.key);
  }

  /** The smallest byte string that is greater than a key's. */
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
