/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute$;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedHint;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * The hints LOOKUP and NO_LOOKUP. They set the option {@value StoreOption#JOIN} of the reads that
 * they name. As with Spark's join hints, a table is named as in the query, by its alias if it has
 * one. A hint without names means all stores below it. A common table with stores is copied to the
 * place where a hint names it, so that the hint does not affect its other uses.
 */
public final class LookupHints extends Rule<LogicalPlan> {
  private static final Logger LOG = LoggerFactory.getLogger(LookupHints.class);
  private static final Map<String, JoinMode> MODES =
      Map.of("LOOKUP", JoinMode.ON, "NO_LOOKUP", JoinMode.OFF);

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return applied(plan, plan);
  }

  /**
   * Applies the hints in a part of a plan.
   *
   * @param whole the plan that defines the common tables
   */
  private LogicalPlan applied(LogicalPlan part, LogicalPlan whole) {
    return part.resolveOperatorsUp(
        new AbstractPartialFunction<LogicalPlan, LogicalPlan>() {
          @Override
          public boolean isDefinedAt(LogicalPlan node) {
            return node instanceof UnresolvedHint hint && mode(hint).isPresent() && hint.resolved();
          }

          @Override
          @SuppressWarnings("unchecked")
          public <A extends LogicalPlan, B> B applyOrElse(A node, Function1<A, B> otherwise) {
            return isDefinedAt(node)
                ? (B) applied((UnresolvedHint) (Object) node, whole)
                : otherwise.apply(node);
          }
        });
  }

  private static Optional<JoinMode> mode(UnresolvedHint hint) {
    return Optional.ofNullable(MODES.get(hint.name().toUpperCase(Locale.ROOT)));
  }

  private LogicalPlan applied(UnresolvedHint hint, LogicalPlan whole) {
    JoinMode mode = mode(hint).orElseThrow();
    UnaryOperator<LogicalPlan> inMode = named -> inMode(named, mode, whole);
    LogicalPlan plan = hint.child();
    if (hint.parameters().isEmpty()) {
      return inMode.apply(plan);
    }
    for (Object parameter : Seqs.list(hint.parameters())) {
      List<String> name = name(hint, parameter);
      LogicalPlan named = named(plan, name, inMode);
      if (named == plan) {
        LOG.warn(
            "The hint {} names '{}', which is not a store here",
            hint.name(),
            String.join(".", name));
      }
      plan = named;
    }
    return plan;
  }

  private static List<String> name(UnresolvedHint hint, Object parameter) {
    if (parameter instanceof UnresolvedAttribute attribute) {
      return Seqs.list(attribute.nameParts());
    }
    if (parameter instanceof Attribute column) {
      // Spark has taken the name of a table for a column that has the same
      return List.of(column.name());
    }
    if (parameter instanceof String text) {
      return Seqs.list(UnresolvedAttribute$.MODULE$.parseAttributeName(text));
    }
    throw new IllegalArgumentException(
        "the hint %s expects names of tables, but found '%s'".formatted(hint.name(), parameter));
  }

  /** Replaces the plans called {@code name}; does not look into other subqueries. */
  private LogicalPlan named(
      LogicalPlan plan, List<String> name, UnaryOperator<LogicalPlan> replaced) {
    if (plan instanceof SubqueryAlias alias) {
      List<String> full = new ArrayList<>(Seqs.list(alias.identifier().qualifier()));
      full.add(alias.identifier().name());
      return isTail(name, full) ? replaced.apply(plan) : plan;
    }
    return plan.mapChildren(child -> named(child, name, replaced));
  }

  private boolean isTail(List<String> name, List<String> full) {
    int skipped = full.size() - name.size();
    if (skipped < 0) {
      return false;
    }
    for (int i = 0; i < name.size(); i++) {
      if (!(boolean) conf().resolver().apply(name.get(i), full.get(skipped + i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Sets the mode of all stores in a plan. Stores of a common table are set only in this use of it.
   */
  private LogicalPlan inMode(LogicalPlan plan, JoinMode mode, LogicalPlan whole) {
    if (plan instanceof DataSourceV2Relation relation && relation.table() instanceof StoreTable) {
      return withOption(relation, mode);
    }
    if (plan instanceof CTERelationRef use) {
      Optional<LogicalPlan> common = new CommonTables(whole).definition(use);
      LogicalPlan hinted =
          common.map(definition -> inMode(applied(definition, whole), mode, whole)).orElse(use);
      return common.isEmpty() || hinted == common.get() ? use : CommonTables.inPlaceOf(use, hinted);
    }
    return plan.mapChildren(child -> inMode(child, mode, whole));
  }

  /**
   * A copy of the relation with the mode as an option. It is copied by its elements, because its
   * constructor differs between versions of Spark.
   */
  private static LogicalPlan withOption(DataSourceV2Relation relation, JoinMode mode) {
    Map<String, String> options = new HashMap<>(relation.options().asCaseSensitiveMap());
    options.keySet().removeIf(StoreOption.JOIN::equalsIgnoreCase);
    options.put(StoreOption.JOIN, mode.label());
    Object[] elements = new Object[relation.productArity()];
    for (int i = 0; i < elements.length; i++) {
      Object element = relation.productElement(i);
      elements[i] =
          element instanceof CaseInsensitiveStringMap
              ? new CaseInsensitiveStringMap(options)
              : element;
    }
    return relation.makeCopy(elements);
  }
}
