/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.spark.compat.Seqs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * The words of a store's row that a join will read. It keeps only as many offsets as needed to have
 * one in each cache line, wherever the row begins. It considers only the fixed-size part of the
 * row, which every row has.
 */
public final class TouchedWords {
  private static final int LINE = 64;

  private TouchedWords() {}

  /** Offsets for rows with these columns if a hit evaluates these expressions. */
  public static int[] of(List<Attribute> columns, Collection<? extends Expression> read) {
    int bitmap = (columns.size() + 63) / 64 * 8;
    AttributeSet references = Seqs.references(read);
    TreeSet<Integer> words = new TreeSet<>();
    for (int i = 0; i < columns.size(); i++) {
      if (references.contains(columns.get(i))) {
        words.add(bitmap + 8 * i);
        if (columns.get(i).nullable()) {
          words.add(i / 64 * 8);
        }
      }
    }
    return spaced(new ArrayList<>(words));
  }

  /**
   * A subset of the words. If two neighbours in it have other words between them, they are at most
   * a cache line apart. So each word between is in the line of one of the two.
   */
  static int[] spaced(List<Integer> words) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      boolean last = i == words.size() - 1;
      if (out.isEmpty() || last || words.get(i + 1) - out.get(out.size() - 1) > LINE) {
        out.add(words.get(i));
      }
    }
    return out.stream().mapToInt(Integer::intValue).toArray();
  }
}
