/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Length;
import org.apache.spark.sql.catalyst.expressions.Like;
import org.apache.spark.sql.catalyst.expressions.OctetLength;
import org.apache.spark.sql.catalyst.expressions.StartsWith;
import org.apache.spark.sql.types.DataTypes;

/**
 * Finds out whether a query asks for the longest value of the last key column that a text begins
 * with.
 *
 * <p>The order may be by the length in characters, in bytes, or by the column. Of two beginnings of
 * one text, the one with more bytes has at least as many characters, and comes later in key order.
 * So the longest in bytes is first in each of these orders. It would tie only with a key that ends
 * inside of a character. Writers refuse such a key, because it is not UTF-8.
 */
final class LongestPrefix {
  private final StoreBranch columns;

  /** The key column behind those with an equality. */
  private final Attribute column;

  private LongestPrefix(StoreBranch columns, Attribute column) {
    this.columns = columns;
    this.column = column;
  }

  /**
   * The run in which to look for the longest prefix, whose upper bound is the text. Empty if the
   * query asks for something else.
   *
   * @param terms of the query's conditions
   * @param probe the probe side's columns
   * @throws NoLookupJoin if the query orders by a length, and the lookup could find another row
   */
  static Optional<KeyRunMatch> of(
      NearestQuery first, StoreBranch columns, List<Expression> terms, AttributeSet probe)
      throws NoLookupJoin {
    KeyRunMatch run = KeyRunMatch.ofEqualities(columns, terms, probe);
    List<Attribute> key = columns.keyColumns();
    int equalities = run.prefix().size();
    LongestPrefix prefix = new LongestPrefix(columns, key.get(equalities));
    Optional<Expression> order =
        first.order().stream()
            .filter(e -> columns.keyColumn(e).map(key::indexOf).orElse(equalities) >= equalities)
            .findFirst();
    if (order.isEmpty() || !first.descending()) {
      return Optional.empty();
    }
    boolean byLength = isLength(order.get()) && prefix.isColumn(order.get().children().apply(0));
    if (!byLength && !prefix.isColumn(order.get())) {
      return Optional.empty();
    }
    Optional<StartsWith> term =
        run.rest().stream()
            .filter(e -> e instanceof StartsWith starts && prefix.isAsked(starts, probe))
            .map(StartsWith.class::cast)
            .findFirst();
    Optional<String> refusal =
        term.isEmpty() ? prefix.withoutTerm(run) : prefix.refusal(equalities == key.size() - 1);
    if (term.isPresent() && refusal.isEmpty()) {
      return Optional.of(prefix.longest(run, term.get()));
    }
    if (byLength && refusal.isPresent()) {
      throw new NoLookupJoin(refusal.get());
    }
    return Optional.empty();
  }

  private static boolean isLength(Expression e) {
    return e instanceof Length || e instanceof OctetLength;
  }

  private boolean isColumn(Expression e) {
    return columns.keyColumn(e).filter(c -> c.exprId().equals(column.exprId())).isPresent();
  }

  /** Whether a term asks if a text of the probe side begins with the column, byte by byte. */
  private boolean isAsked(StartsWith term, AttributeSet probe) {
    return isColumn(term.right())
        && term.left().references().subsetOf(probe)
        && term.left().deterministic()
        && term.left().dataType().equals(DataTypes.StringType)
        && term.right().dataType().equals(DataTypes.StringType);
  }

  /** Why there is no term; empty if nothing looks like one. */
  private Optional<String> withoutTerm(KeyRunMatch run) {
    return run.rest().stream()
        .filter(e -> e instanceof Like like && like.right().references().contains(column))
        .findFirst()
        .map(
            like ->
                "LIKE takes %% and _ in '%s' for any characters, so the key's order does not help"
                    .formatted(column.name()));
  }

  /**
   * Why the longest prefix cannot be looked up; empty if it can.
   *
   * @param isLast whether the column is the last one of the key
   */
  private Optional<String> refusal(boolean isLast) {
    if (!isLast || columns.store().repeatsKeys()) {
      return Optional.of(
          "several rows may have the same '%s', and it is open which of them counts"
              .formatted(column.name()));
    }
    int number = columns.keyColumns().size() - 1;
    return columns.store().key().columns().get(number).charLength() > 0
        ? Optional.of(
            "key column '%s' is CHAR, and its spaces at the end would have to be in the text"
                .formatted(column.name()))
        : Optional.empty();
  }

  private static KeyRunMatch longest(KeyRunMatch run, StartsWith term) {
    List<Expression> rest = new ArrayList<>(run.rest());
    if (FilterOrder.cannotFail(term.left())) {
      rest.removeIf(e -> e == term);
    }
    return new KeyRunMatch(run.prefix(), KeyAccess.LONGEST_PREFIX, List.of(term.left()), rest);
  }
}
