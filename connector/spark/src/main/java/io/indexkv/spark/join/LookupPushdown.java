/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;

/**
 * Does for {@link OrderedLookup} what Spark's optimizer does for its own joins. Conditions on the
 * probe side alone go below it, and it returns only columns of the store that something reads.
 */
final class LookupPushdown extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (!plan.containsPattern(OrderedLookup.PATTERN)) {
      return plan;
    }
    LogicalPlan pushed =
        plan instanceof Filter filter && filter.child() instanceof OrderedLookup lookup
            ? pushed(filter, lookup)
            : plan;
    LogicalPlan pruned =
        pushed instanceof Project project ? pruned(project, project.child()) : pushed;
    return pruned.mapChildren(child -> apply(child));
  }

  private static LogicalPlan pushed(Filter filter, OrderedLookup lookup) {
    AttributeSet probe = lookup.child().outputSet();
    List<Expression> below = new ArrayList<>();
    List<Expression> above = new ArrayList<>();
    boolean deterministic = true;
    for (Expression term : Expressions.conjuncts(filter.condition())) {
      // Spark, too, leaves all terms behind a non-deterministic one in their place
      deterministic = deterministic && term.deterministic();
      (deterministic && term.references().subsetOf(probe) ? below : above).add(term);
    }
    if (below.isEmpty()) {
      return filter;
    }
    LogicalPlan child = new Filter(Expressions.conjunction(below), lookup.child());
    LogicalPlan over = OrderedLookup.of(lookup.parts(), child);
    return above.isEmpty() ? over : new Filter(Expressions.conjunction(above), over);
  }

  /** The projection over lookups, perhaps with filters between, that return what it reads. */
  private static LogicalPlan pruned(Project project, LogicalPlan child) {
    AttributeSet read = project.references();
    if (child instanceof Filter filter && filter.child() instanceof OrderedLookup lookup) {
      OrderedLookup less = pruned(lookup, read.$plus$plus(filter.references()));
      return less == lookup
          ? project
          : new Project(project.projectList(), new Filter(filter.condition(), less));
    }
    if (!(child instanceof OrderedLookup lookup)) {
      return project;
    }
    OrderedLookup less = pruned(lookup, read);
    return less == lookup ? project : new Project(project.projectList(), less);
  }

  private static OrderedLookup pruned(OrderedLookup lookup, AttributeSet read) {
    List<NamedExpression> all = Seqs.list(lookup.parts().storeProject());
    List<NamedExpression> kept = all.stream().filter(column -> read.contains(column)).toList();
    return kept.size() == all.size()
        ? lookup
        : OrderedLookup.of(lookup.parts().returning(kept), lookup.child());
  }
}
