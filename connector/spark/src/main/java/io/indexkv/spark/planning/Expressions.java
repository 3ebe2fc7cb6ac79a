/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.codec.StoredType;
import io.indexkv.spark.compat.Seqs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BindReferences$;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.catalyst.plans.QueryPlan$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/** Rewrites Catalyst expressions. */
public final class Expressions {
  private Expressions() {}

  /** The terms of a conjunction, in order. */
  public static List<Expression> conjuncts(Expression e) {
    List<Expression> out = new ArrayList<>();
    if (e instanceof And and) {
      out.addAll(conjuncts(and.left()));
      out.addAll(conjuncts(and.right()));
    } else {
      out.add(e);
    }
    return out;
  }

  /** The conjunction of some terms, of which there is one at least. */
  public static Expression conjunction(List<Expression> terms) {
    return terms.stream().reduce(And::new).orElseThrow();
  }

  public static Expression bind(Expression e, List<Attribute> input) {
    return BindReferences$.MODULE$.bindReference(
        e, package$.MODULE$.AttributeSeq(Seqs.of(input)), false);
  }

  /**
   * The expression with its attributes numbered by their position in {@code input}, for
   * comparisons.
   */
  public static Expression normalized(Expression e, List<Attribute> input) {
    return QueryPlan$.MODULE$.normalizeExpressions(
        e, package$.MODULE$.AttributeSeq(Seqs.of(input)));
  }

  /**
   * The expression that a named expression computes: the child of an alias, else the expression
   * itself.
   */
  public static Expression unaliased(NamedExpression e) {
    return e instanceof Alias alias ? alias.child() : (Expression) e;
  }

  /**
   * For each attribute that a projection makes, its expression over the attributes below the
   * projection.
   */
  public static Map<ExprId, Expression> definitions(List<NamedExpression> project) {
    Map<ExprId, Expression> out = new HashMap<>();
    project.forEach(e -> out.put(e.exprId(), unaliased(e)));
    return out;
  }

  /**
   * For the columns {@code out} of a projection, the columns below it that they pass through
   * unchanged. Empty if a column of {@code out} is computed.
   */
  public static Optional<List<Attribute>> columns(
      List<Attribute> out, List<NamedExpression> project) {
    Map<ExprId, Expression> made = definitions(project);
    List<Attribute> below = new ArrayList<>();
    for (Attribute a : out) {
      if (!(made.get(a.exprId()) instanceof Attribute column)) {
        return Optional.empty();
      }
      below.add(column);
    }
    return Optional.of(below);
  }

  /**
   * Replaces attributes by their {@code definitions}. A field of a newly created struct is replaced
   * by the field's value: {@code joinWith} packs each side of a join into a struct.
   */
  public static Expression substitute(Expression e, Map<ExprId, Expression> definitions) {
    Expression replaced =
        replaced(e, x -> x instanceof Attribute a ? definitions.getOrDefault(a.exprId(), x) : x);
    return replaced != e && replaced.exists(CreateNamedStruct.class::isInstance)
        ? replaced.transformUp(new FieldsOfStructs())
        : replaced;
  }

  /** Replaces parts of an expression; {@code rule} returns the others as they are. */
  public static Expression replaced(Expression e, UnaryOperator<Expression> rule) {
    return e.transform(
        new AbstractPartialFunction<Expression, Expression>() {
          @Override
          public boolean isDefinedAt(Expression x) {
            return rule.apply(x) != x;
          }

          @Override
          @SuppressWarnings("unchecked")
          public <A extends Expression, B> B applyOrElse(A x, Function1<A, B> otherwise) {
            Expression replaced = rule.apply(x);
            return replaced != x ? (B) replaced : otherwise.apply(x);
          }
        });
  }

  /**
   * Removes casts to wider integers, and to decimals with more digits but the same scale. Such
   * casts change neither the value nor the number that stands for it. Keys are compared by that
   * number, so the width of either side does not matter.
   */
  public static Expression withoutWidening(Expression e) {
    return e instanceof Cast cast && widens(cast.child().dataType(), cast.dataType())
        ? withoutWidening(cast.child())
        : e;
  }

  private static boolean widens(DataType from, DataType to) {
    if (from instanceof DecimalType narrow && to instanceof DecimalType wide) {
      return narrow.scale() == wide.scale() && narrow.precision() <= wide.precision();
    }
    return integerWidth(from) > 0 && integerWidth(from) <= integerWidth(to);
  }

  /** Width of an integer type in bytes; 0 for any other type. */
  public static int integerWidth(DataType type) {
    return StoredType.integerWidth(type);
  }

  /**
   * Sorts conditions as Spark evaluates them: checks that a column is not null come first, because
   * the other conditions may rely on them.
   */
  public static List<Expression> nullChecksFirst(List<Expression> conditions) {
    Map<Boolean, List<Expression>> checks =
        conditions.stream()
            .collect(
                Collectors.partitioningBy(
                    e -> e instanceof IsNotNull check && check.child() instanceof Attribute));
    return Seqs.concat(checks.get(true), checks.get(false));
  }

  public static boolean isNotNullOf(Expression e, Expression child) {
    return e instanceof IsNotNull notNull && notNull.child().semanticEquals(child);
  }
}
