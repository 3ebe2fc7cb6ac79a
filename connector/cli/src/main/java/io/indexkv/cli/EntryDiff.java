/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.Entries;
import io.indexkv.Entry;
import io.indexkv.Store;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the entries of two versions with keys of the same types. */
final class EntryDiff {
  /** What happened to a key. */
  enum Kind {
    ADDED('+'),
    REMOVED('-'),
    CHANGED('~');

    final char mark;

    Kind(char mark) {
      this.mark = mark;
    }
  }

  /** The values of a column; null also where there was no entry. */
  record Cell(String column, Object before, Object after) {}

  /**
   * A key whose entries differ.
   *
   * @param cells of a changed entry those that differ, of others all but the key
   */
  record Difference(Kind kind, List<Object> key, List<Cell> cells) {}

  /** Takes differences in the order of keys. */
  interface Listener {
    void take(Difference difference) throws IOException;
  }

  private final EntryColumns before;
  private final EntryColumns after;
  private final Keys<List<Object>> keys;
  private final boolean sameSchema;
  private final Listener listener;
  private final long[] counts = new long[Kind.values().length];
  private long same;

  EntryDiff(EntryColumns before, EntryColumns after, Listener listener) {
    this.before = before;
    this.after = after;
    this.listener = listener;
    keys = after.key().keys();
    sameSchema =
        before.manifest().schema().equals(after.manifest().schema())
            && before.manifest().properties().equals(after.manifest().properties());
  }

  /** Compares all keys of both versions. */
  void compareAll(Store<List<Object>, byte[]> first, Store<List<Object>, byte[]> second)
      throws IOException {
    try (Entries<List<Object>, byte[]> olds = first.scan(Range.all());
        Entries<List<Object>, byte[]> news = second.scan(Range.all())) {
      Entry<List<Object>, byte[]> old = next(olds);
      Entry<List<Object>, byte[]> now = next(news);
      while (old != null || now != null) {
        int order = old == null ? 1 : now == null ? -1 : compare(old.key(), now.key());
        if (order < 0) {
          take(old.key(), old.value(), null);
        } else if (order > 0) {
          take(now.key(), null, now.value());
        } else {
          take(now.key(), old.value(), now.value());
        }
        old = order <= 0 ? next(olds) : old;
        now = order >= 0 ? next(news) : now;
      }
    }
  }

  private int compare(List<Object> a, List<Object> b) {
    return Arrays.compareUnsigned(keys.encode(a), keys.encode(b));
  }

  private static Entry<List<Object>, byte[]> next(Entries<List<Object>, byte[]> entries) {
    return entries.hasNext() ? entries.next() : null;
  }

  /** Compares one key. A key that both versions lack counts as the same. */
  void compare(
      List<Object> key, Store<List<Object>, byte[]> first, Store<List<Object>, byte[]> second)
      throws IOException {
    byte[] old = first.get(key);
    byte[] now = second.get(key);
    if (old == null && now == null) {
      same++;
    } else {
      take(key, old, now);
    }
  }

  private void take(List<Object> key, byte[] old, byte[] now) throws IOException {
    if (old != null && now != null && sameSchema && Arrays.equals(old, now)) {
      same++;
      return;
    }
    Map<String, Object> oldValues = values(before, key, old);
    Map<String, Object> newValues = values(after, key, now);
    Kind kind = old == null ? Kind.ADDED : now == null ? Kind.REMOVED : Kind.CHANGED;
    Map<String, Object> all = new LinkedHashMap<>(oldValues);
    all.putAll(newValues);
    List<Cell> cells = new ArrayList<>();
    for (String column : all.keySet()) {
      Cell cell = new Cell(column, oldValues.get(column), newValues.get(column));
      boolean differs = oldValues.containsKey(column) != newValues.containsKey(column);
      if (kind != Kind.CHANGED || differs || !equal(cell.before, cell.after)) {
        cells.add(cell);
      }
    }
    if (kind == Kind.CHANGED && cells.isEmpty()) {
      same++;
      return;
    }
    counts[kind.ordinal()]++;
    listener.take(new Difference(kind, key, cells));
  }

  /** The values of an entry by column, without those of the key. */
  private static Map<String, Object> values(EntryColumns columns, List<Object> key, byte[] value) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (value != null) {
      List<Object> all = columns.values(key, value);
      for (int i = 0; i < all.size(); i++) {
        if (!columns.columns().get(i).key()) {
          values.put(columns.columns().get(i).name(), all.get(i));
        }
      }
    }
    return values;
  }

  private static boolean equal(Object a, Object b) {
    return Json.text(a).equals(Json.text(b));
  }

  long added() {
    return counts[Kind.ADDED.ordinal()];
  }

  long removed() {
    return counts[Kind.REMOVED.ordinal()];
  }

  long changed() {
    return counts[Kind.CHANGED.ordinal()];
  }

  long same() {
    return same;
  }

  long differences() {
    return added() + removed() + changed();
  }
}
