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
 * The hints LOOKUP and NO_LOOKUP: they are the option {@value StoreOption#JOIN} of the reads that
 * they name. As with Spark's join hints, a table is named as it is in the query, by its alias if it
 * has one; without names, all stores below are meant. A common table that has stores is put in the
 * place where it is named, so that the hint is not said of the other places.
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
   * The part of a plan with its hints applied.
   *
   * @param whole where the common tables are defined
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
            "The hint {} names '{}', which is no store here", hint.name(), String.join(".", name));
      }
      plan = named;
    }
    return plan;
  }

  private static List<String> name(UnresolvedHint hint, Object parameter) {
    if (parameter instanceof UnresolvedAttribute attribute) {
      return Seqs.list(attribute.nameParts());
    }
    if (parameter instanceof String text) {
      return Seqs.list(UnresolvedAttribute$.MODULE$.parseAttributeName(text));
    }
    throw new IllegalArgumentException(
        "the hint %s expects names of tables, but found '%s'".formatted(hint.name(), parameter));
  }

  /** The plan with what is called NAME replaced; other subqueries are not looked into. */
  private LogicalPlan named(
      LogicalPlan plan, List<String> name, UnaryOperator<LogicalPlan> replaced) {
    if (plan instanceof SubqueryAlias alias) {
      List<String> full = new ArrayList<>(Seqs.list(alias.identifier().qualifier()));
      full.add(alias.identifier().name());
      return isTail(name, full) ? replaced.apply(plan) : plan;
    }
    return (LogicalPlan) plan.mapChildren(child -> named((LogicalPlan) child, name, replaced));
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

  /** The plan with all its stores in MODE, in this place only if they are of a common table. */
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
    return (LogicalPlan) plan.mapChildren(child -> inMode((LogicalPlan) child, mode, whole));
  }

  /** A copy; the relation's constructor differs between versions of Spark. */
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
    return (LogicalPlan) relation.makeCopy(elements);
  }
}
