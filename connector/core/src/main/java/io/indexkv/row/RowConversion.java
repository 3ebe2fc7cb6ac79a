/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How rows of an older schema become rows of a newer one. It finds columns by their ids, so that a
 * renamed or moved column keeps its values. A column that the older schema lacks has its initial
 * value. The type of a column may grow, but not change otherwise. Immutable and thread-safe.
 */
public final class RowConversion {
  /** Stands for no column of the older schema. */
  private static final int ADDED = -1;

  private final int oldColumns;
  private final List<RowColumn> columns;

  /** For each new column, its position among the old ones, or {@link #ADDED}. */
  private final int[] sources;

  /** For each new column, how its value becomes the new one; null if its value is always null. */
  private final ColumnStep[] steps;

  private final boolean[] wideDecimals;
  private final boolean identity;

  /** How many bytes a row can gain by its pieces. */
  private final long gain;

  private RowConversion(List<RowColumn> from, List<RowColumn> to) {
    oldColumns = from.size();
    columns = List.copyOf(to);
    sources = new int[to.size()];
    steps = new ColumnStep[to.size()];
    wideDecimals = new boolean[to.size()];
    Map<Integer, Integer> ordinals = new HashMap<>();
    for (RowColumn column : from) {
      ordinals.put(column.id(), ordinals.size());
    }
    boolean same = from.size() == to.size();
    long pieces = 0;
    for (int i = 0; i < sources.length; i++) {
      RowColumn column = to.get(i);
      sources[i] = ordinals.getOrDefault(column.id(), ADDED);
      wideDecimals[i] = column.layout() instanceof RowType.WideDecimal;
      pieces += wideDecimals[i] ? RowWriter.WIDE_DECIMAL : 0;
      if (sources[i] == ADDED) {
        steps[i] = column.initial() == null ? null : ColumnStep.copy(column.layout());
        pieces += column.initial() == null ? 0 : column.initial().length;
        same = false;
      } else {
        RowColumn old = from.get(sources[i]);
        steps[i] = step(old, column);
        same &= sources[i] == i && old.isLike(column);
      }
    }
    identity = same;
    gain = pieces;
  }

  /**
   * Finds out how rows become rows of another schema.
   *
   * @param from columns of the rows, in their order
   * @param to columns of the wanted rows, in their order
   * @throws IllegalArgumentException if a column's type did not grow, but changed, or a schema has
   *     two columns of one id; the message names the column and both types
   */
  public static RowConversion between(List<RowColumn> from, List<RowColumn> to) {
    requireIds(from);
    requireIds(to);
    return new RowConversion(from, to);
  }

  private static void requireIds(List<RowColumn> columns) {
    Set<Integer> ids = new HashSet<>();
    for (RowColumn column : columns) {
      if (!ids.add(column.id())) {
        throw new IllegalArgumentException(
            "column " + column.name() + " has the id " + column.id() + " of another column");
      }
    }
  }

  private static ColumnStep step(RowColumn from, RowColumn to) {
    if (from.isLike(to)) {
      return ColumnStep.copy(to.layout());
    }
    return Widening.of(from, to)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "column %s: its stored values of type %s cannot be read as %s"
                        .formatted(to.name(), from.type(), to.type())));
  }

  /** Whether the rows of both schemas are the same bytes, so that nothing is to be done. */
  public boolean isIdentity() {
    return identity;
  }

  RowWriter writer() {
    return new RowWriter(columns.size());
  }

  /** Writes the row in the first {@code length} bytes of {@code row} as one of the new schema. */
  void convert(byte[] row, int length, RowWriter out) {
    long max = maxBytes(length);
    if (max > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(
          "a row of " + length + " bytes is too long to become one of the newest schema");
    }
    out.begin((int) max);
    int oldNullBytes = RowWriter.nullBytes(oldColumns);
    for (int i = 0; i < sources.length; i++) {
      int source = sources[i];
      if (source == ADDED ? steps[i] == null : RowWriter.isNull(row, source)) {
        out.setNull(i, wideDecimals[i]);
      } else if (source == ADDED) {
        steps[i].convert(columns.get(i).initial(), RowColumn.INITIAL_SLOT, out, i);
      } else {
        steps[i].convert(row, oldNullBytes + (source << 3), out, i);
      }
    }
  }

  private long maxBytes(int length) {
    long pieces = Math.max(0, length - RowWriter.fixedLength(oldColumns));
    return RowWriter.fixedLength(columns.size()) + pieces + gain;
  }
}
