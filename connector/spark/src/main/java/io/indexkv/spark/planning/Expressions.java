/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.compat.Seqs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/** Rewriting of Catalyst expressions. */
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

  public static Expression bind(Expression e, List<Attribute> input) {
    return BindReferences$.MODULE$.bindReference(
        e, package$.MODULE$.AttributeSeq(Seqs.of(input)), false);
  }

  /** Attributes numbered by their position in INPUT, for comparisons. */
  public static Expression normalized(Expression e, List<Attribute> input) {
    return QueryPlan$.MODULE$.normalizeExpressions(
        e, package$.MODULE$.AttributeSeq(Seqs.of(input)));
  }

  /** What a named expression computes: an alias' child, else itself. */
  public static Expression unaliased(NamedExpression e) {
    return e instanceof Alias alias ? alias.child() : (Expression) e;
  }

  /** What each attribute that a projection makes is, over the attributes below it. */
  public static Map<ExprId, Expression> definitions(List<NamedExpression> project) {
    Map<ExprId, Expression> out = new HashMap<>();
    project.forEach(e -> out.put(e.exprId(), unaliased(e)));
    return out;
  }

  /** The columns below a projection that OUT, of its columns, are as they are; if all are. */
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
   * Attributes replaced by what {@code definitions} say. A field of a struct that is made for it is
   * the field's value: {@code joinWith} packs each side of a join into a struct.
   */
  public static Expression substitute(Expression e, Map<ExprId, Expression> definitions) {
    Expression replaced = replaced(e, definitions);
    return replaced != e && replaced.exists(CreateNamedStruct.class::isInstance)
        ? replaced.transformUp(new FieldsOfStructs())
        : replaced;
  }

  private static Expression replaced(Expression e, Map<ExprId, Expression> definitions) {
    return e.transform(
        new AbstractPartialFunction<Expression, Expression>() {
          @Override
          public boolean isDefinedAt(Expression x) {
            return x instanceof Attribute a && definitions.containsKey(a.exprId());
          }

          @Override
          @SuppressWarnings("unchecked")
          public <A extends Expression, B> B applyOrElse(A x, Function1<A, B> otherwise) {
            return isDefinedAt(x)
                ? (B) definitions.get(((Attribute) x).exprId())
                : otherwise.apply(x);
          }
        });
  }

  /**
   * The expression below casts to wider integers, and to decimals of more digits but the same
   * scale, which change neither a value nor the number that stands for it. Keys are compared by
   * that number, so that the width of either side does not matter.
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

  /** Bytes of an integer type, 0 for any other type. */
  public static int integerWidth(DataType type) {
    if (type instanceof LongType) {
      return 8;
    }
    if (type instanceof IntegerType) {
      return 4;
    }
    if (type instanceof ShortType) {
      return 2;
    }
    return type instanceof ByteType ? 1 : 0;
  }

  /**
   * Conditions as Spark asks them: what the others may rely on, that columns are not null, comes
   * first.
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
