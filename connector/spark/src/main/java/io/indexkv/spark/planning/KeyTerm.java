/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;

/**
 * A term of a join's condition that compares a key column of the store with the probe side.
 *
 * @param term the whole term
 * @param probe over the probe side's output
 */
record KeyTerm(Expression term, Attribute column, Relation relation, Expression probe) {

  /** How the key column is related to the probe side's value. */
  enum Relation {
    EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    private Relation turned() {
      return switch (this) {
        case EQUAL -> EQUAL;
        case LESS -> GREATER;
        case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
        case GREATER -> LESS;
        case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
      };
    }
  }

  /**
   * The term's parts. Empty if it does not compare a key column alone with the probe side, or if
   * the value is not deterministic.
   */
  static Optional<KeyTerm> of(Expression term, StoreBranch branch, AttributeSet probe) {
    if (!(term instanceof BinaryComparison comparison)) {
      return Optional.empty();
    }
    return relation(comparison)
        .flatMap(
            relation ->
                of(term, comparison.left(), relation, comparison.right(), branch, probe)
                    .or(
                        () ->
                            of(
                                term,
                                comparison.right(),
                                relation.turned(),
                                comparison.left(),
                                branch,
                                probe)));
  }

  private static Optional<KeyTerm> of(
      Expression term,
      Expression ofStore,
      Relation relation,
      Expression ofProbe,
      StoreBranch branch,
      AttributeSet probe) {
    return ofProbe.references().subsetOf(probe) && ofProbe.deterministic()
        ? branch
            .keyColumn(ofStore)
            .map(
                column -> new KeyTerm(term, column, relation, Expressions.withoutWidening(ofProbe)))
        : Optional.empty();
  }

  private static Optional<Relation> relation(BinaryComparison comparison) {
    if (comparison instanceof EqualTo) {
      return Optional.of(Relation.EQUAL);
    }
    if (comparison instanceof LessThan) {
      return Optional.of(Relation.LESS);
    }
    if (comparison instanceof LessThanOrEqual) {
      return Optional.of(Relation.LESS_OR_EQUAL);
    }
    if (comparison instanceof GreaterThan) {
      return Optional.of(Relation.GREATER);
    }
    return comparison instanceof GreaterThanOrEqual
        ? Optional.of(Relation.GREATER_OR_EQUAL)
        : Optional.empty();
  }

  boolean isEquality() {
    return relation == Relation.EQUAL;
  }

  /** Whether the value is a lower bound of the column. */
  boolean isLower() {
    return relation == Relation.GREATER || relation == Relation.GREATER_OR_EQUAL;
  }

  /** Whether the value is an upper bound of the column. */
  boolean isUpper() {
    return relation == Relation.LESS || relation == Relation.LESS_OR_EQUAL;
  }

  KeyAccess.Bound bound() {
    return relation == Relation.LESS || relation == Relation.GREATER
        ? KeyAccess.Bound.OPEN
        : KeyAccess.Bound.CLOSED;
  }

  /**
   * Whether the store's order is the order of this comparison. The value then has the same form in
   * a key as in the comparison.
   */
  boolean isInKeyOrder() {
    return KeyComparison.haveSameForm(probe.dataType(), column.dataType());
  }

  /** Whether the value exists for each row, so that it may be computed for rows without a match. */
  boolean cannotFail() {
    return FilterOrder.cannotFail(probe);
  }
}
