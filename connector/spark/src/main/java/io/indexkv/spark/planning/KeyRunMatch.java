/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * The terms of a join's condition that select a run of entries that follow each other in the store:
 * equalities on the first key columns, and bounds on the next one.
 *
 * @param prefix the probe side's expression for each of the first key columns, in key order
 * @param bounds the probe side's expressions for the lower and the upper bound, as far as there are
 *     any
 * @param rest the terms that each entry of the run must meet
 */
record KeyRunMatch(
    List<Expression> prefix, KeyAccess access, List<Expression> bounds, List<Expression> rest) {

  /**
   * Finds the run.
   *
   * @param terms of the condition
   * @param probe the probe side's columns
   */
  static KeyRunMatch of(StoreBranch branch, List<Expression> terms, AttributeSet probe) {
    List<Expression> rest = new ArrayList<>(terms);
    List<KeyTerm> ofKey = ofKey(branch, terms, probe);
    List<Attribute> columns = branch.keyColumns();
    List<Expression> prefix = equalities(columns, ofKey, rest);
    List<Expression> bounds = new ArrayList<>();
    KeyAccess access = KeyAccess.KEY;
    if (prefix.size() < columns.size()) {
      Attribute next = columns.get(prefix.size());
      access =
          KeyAccess.range(
              bound(ofKey.stream().filter(term -> term.isLower()), next, bounds, rest),
              bound(ofKey.stream().filter(term -> term.isUpper()), next, bounds, rest));
    }
    return new KeyRunMatch(prefix, access, bounds, rest);
  }

  /** Finds the run that the equalities select; all other terms are its rest. */
  static KeyRunMatch ofEqualities(StoreBranch branch, List<Expression> terms, AttributeSet probe) {
    List<Expression> rest = new ArrayList<>(terms);
    List<Attribute> columns = branch.keyColumns();
    List<Expression> prefix = equalities(columns, ofKey(branch, terms, probe), rest);
    KeyAccess access =
        prefix.size() == columns.size()
            ? KeyAccess.KEY
            : KeyAccess.range(KeyAccess.Bound.NONE, KeyAccess.Bound.NONE);
    return new KeyRunMatch(prefix, access, List.of(), rest);
  }

  private static List<KeyTerm> ofKey(
      StoreBranch branch, List<Expression> terms, AttributeSet probe) {
    List<KeyTerm> ofKey = new ArrayList<>();
    for (Expression term : terms) {
      KeyTerm.of(term, branch, probe).ifPresent(ofKey::add);
    }
    return ofKey;
  }

  /** The values for the first key columns; removes their terms from {@code rest}. */
  private static List<Expression> equalities(
      List<Attribute> columns, List<KeyTerm> ofKey, List<Expression> rest) {
    List<Expression> prefix = new ArrayList<>();
    while (prefix.size() < columns.size()) {
      Attribute column = columns.get(prefix.size());
      Optional<KeyTerm> equality =
          ofKey.stream().filter(term -> isEquality(term, column)).findFirst();
      if (equality.isEmpty()) {
        break;
      }
      prefix.add(KeyComparison.of(equality.get().probe(), column.dataType()).orElseThrow());
      remove(rest, equality.get().term());
    }
    return prefix;
  }

  private static boolean isEquality(KeyTerm term, Attribute column) {
    return term.isEquality()
        && isOn(term, column)
        && KeyComparison.of(term.probe(), column.dataType()).isPresent();
  }

  private static boolean isOn(KeyTerm term, Attribute column) {
    return term.column().exprId().equals(column.exprId());
  }

  /** Adds the first of some bounds of a column to {@code bounds}. */
  private static KeyAccess.Bound bound(
      Stream<KeyTerm> terms, Attribute column, List<Expression> bounds, List<Expression> rest) {
    Optional<KeyTerm> first =
        terms.filter(term -> isOn(term, column) && term.isInKeyOrder()).findFirst();
    if (first.isEmpty()) {
      return KeyAccess.Bound.NONE;
    }
    bounds.add(first.get().probe());
    if (first.get().cannotFail()) {
      remove(rest, first.get().term());
    }
    return first.get().bound();
  }

  private static void remove(List<Expression> terms, Expression term) {
    terms.removeIf(one -> one == term);
  }
}
