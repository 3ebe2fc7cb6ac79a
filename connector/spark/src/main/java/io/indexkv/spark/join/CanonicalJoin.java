/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.ExistenceJoin;
import org.apache.spark.sql.catalyst.plans.JoinType;
import scala.collection.immutable.Seq;

/**
 * Makes equal joins look equal. It numbers attributes by their position among the attributes of the
 * child, of the store, and the computed ones. The store's attributes need this because they come
 * from no child.
 */
final class CanonicalJoin {
  private final List<Attribute> all;

  private CanonicalJoin(List<Attribute> child, LookupJoinParts parts) {
    List<Attribute> attributes = new ArrayList<>(child);
    attributes.addAll(Seqs.list(parts.storeColumns()));
    for (NamedExpression e : Seqs.<NamedExpression>list(parts.storeProject())) {
      attributes.add(e.toAttribute());
    }
    for (NamedExpression e : Seqs.<NamedExpression>list(parts.probeProject())) {
      attributes.add(e.toAttribute());
    }
    parts.existence().ifPresent(attributes::add);
    all = attributes;
  }

  /**
   * The parts of a join, in a form that equal joins have in common.
   *
   * @param child the child's output
   */
  static LookupJoinParts of(List<Attribute> child, LookupJoinParts parts) {
    return parts.map(new CanonicalJoin(child, parts)::part);
  }

  private Object part(Object part) {
    if (part instanceof Seq<?> expressions) {
      return each(expressions);
    }
    return part instanceof JoinType type ? type(type) : part;
  }

  private JoinType type(JoinType type) {
    return type instanceof ExistenceJoin join
        ? new ExistenceJoin((Attribute) normalized((Expression) join.exists()))
        : type;
  }

  private Seq<Expression> each(Seq<?> in) {
    List<Expression> out = new ArrayList<>();
    for (Object e : Seqs.<Object>list(in)) {
      out.add(normalized((Expression) e));
    }
    return Seqs.of(out);
  }

  private Expression normalized(Expression e) {
    if (e instanceof Alias alias) {
      // the name has no meaning, the id is the position
      ExprId id = ((Attribute) normalized((Expression) alias.toAttribute())).exprId();
      return new Alias(
          normalized(alias.child()),
          "",
          id,
          Seqs.of(List.of()),
          scala.Option.empty(),
          Seqs.of(List.of()));
    }
    return Expressions.normalized(e, all);
  }
}
