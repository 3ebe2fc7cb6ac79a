/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnaryNode;
import org.apache.spark.sql.catalyst.trees.TreePattern$;
import scala.Enumeration;
import scala.Function1;
import scala.collection.immutable.Seq;

/**
 * A lookup join in a logical plan, in place of a form that Spark would rewrite into joins with
 * groups or windows. The store is not a child, so that no rule of Spark's changes what is looked
 * up.
 *
 * <p>Public, with one public constructor whose parameters are the product's elements, because
 * Catalyst copies plans by reflection.
 */
public final class OrderedLookup extends LogicalPlan implements UnaryNode {
  /** Spark's pattern for joins with the nearest row, by which rules find a lookup. */
  static final Enumeration.Value PATTERN = TreePattern$.MODULE$.AS_OF_JOIN();

  private final LookupJoinParts parts;
  private final LogicalPlan child;

  /**
   * A copy with other expressions. Spark's rules see only these, because some remove the names of
   * columns from operators that they do not know.
   *
   * @param probeKeys as those of {@link LookupJoinExec}, like {@code conditions} and {@code bounds}
   * @param returned the values that the join returns from the store, without their names
   * @param parts the join, whose own expressions of these kinds do not count
   */
  public OrderedLookup(
      Seq<Expression> probeKeys,
      Seq<Expression> conditions,
      Seq<Expression> bounds,
      Seq<Expression> returned,
      LookupJoinParts parts,
      LogicalPlan child) {
    this(parts.asking(probeKeys, conditions, bounds).returning(named(returned, parts)), child);
  }

  private static List<NamedExpression> named(Seq<Expression> values, LookupJoinParts parts) {
    List<NamedExpression> out = new ArrayList<>();
    List<NamedExpression> before = Seqs.list(parts.storeProject());
    for (int i = 0; i < before.size(); i++) {
      Expression value = values.apply(i);
      out.add(
          before.get(i) instanceof Alias alias
              ? (NamedExpression) alias.withNewChildren(Seqs.<Expression>of(List.of(value)))
              : (NamedExpression) value);
    }
    return out;
  }

  private OrderedLookup(LookupJoinParts parts, LogicalPlan child) {
    this.parts = parts;
    this.child = child;
  }

  static OrderedLookup of(LookupJoinParts parts, LogicalPlan child) {
    return new OrderedLookup(parts, child);
  }

  LookupJoinParts parts() {
    return parts;
  }

  @Override
  public LogicalPlan child() {
    return child;
  }

  private JoinColumns columns() {
    return new JoinColumns(parts, Seqs.list(child.output()));
  }

  @Override
  public Seq<Attribute> output() {
    return Seqs.of(columns().output());
  }

  @Override
  public AttributeSet producedAttributes() {
    return columns().produced();
  }

  @Override
  public Seq<Enumeration.Value> nodePatterns() {
    return Seqs.of(List.of(PATTERN));
  }

  @Override
  public String simpleString(int maxFields) {
    return "OrderedLookup "
        + LookupJoinText.shortName(parts.store().location())
        + " "
        + new LookupJoinText(parts, "row").line();
  }

  @Override
  public LogicalPlan doCanonicalize() {
    return new OrderedLookup(
        CanonicalJoin.of(Seqs.list(child.output()), parts), child.canonicalized());
  }

  @Override
  public int productArity() {
    return 6;
  }

  @Override
  public Object productElement(int i) {
    return switch (i) {
      case 0 -> parts.probeKeys();
      case 1 -> parts.conditions();
      case 2 -> parts.bounds();
      case 3 ->
          Seqs.of(
              Seqs.<NamedExpression>list(parts.storeProject()).stream()
                  .map(Expressions::unaliased)
                  .toList());
      case 4 -> parts;
      case 5 -> child;
      default -> throw new IndexOutOfBoundsException(i);
    };
  }

  @Override
  public boolean canEqual(Object o) {
    return o instanceof OrderedLookup;
  }

  @Override
  public boolean equals(Object o) {
    return this == o
        || o instanceof OrderedLookup other
            && parts.equals(other.parts)
            && child.equals(other.child);
  }

  @Override
  public int hashCode() {
    return 31 * parts.hashCode() + child.hashCode();
  }

  @Override
  public LogicalPlan withNewChildInternal(LogicalPlan newChild) {
    return new OrderedLookup(parts, newChild);
  }

  // Written out although the traits have them, because for javac, TreeNode's abstract methods win.

  @Override
  public Seq<LogicalPlan> children() {
    return Seqs.of(List.of(child));
  }

  @Override
  public LogicalPlan mapChildren(Function1<LogicalPlan, LogicalPlan> f) {
    return UnaryNode.super.mapChildren(f);
  }

  // The parameter has one type in Scala 2.13 and another in 2.12, so neither overload can have
  // @Override.

  public LogicalPlan withNewChildrenInternal(
      scala.collection.immutable.IndexedSeq<LogicalPlan> in) {
    return withNewChildInternal(in.apply(0));
  }

  public LogicalPlan withNewChildrenInternal(scala.collection.IndexedSeq<LogicalPlan> in) {
    return withNewChildInternal(in.apply(0));
  }
}
