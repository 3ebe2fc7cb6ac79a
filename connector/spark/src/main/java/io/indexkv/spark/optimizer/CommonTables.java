/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.DeduplicateRelations$;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.JoinHint$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;
import scala.Option;

/**
 * The common table expressions of a plan: WITH defines a table once, and the query may use it
 * several times.
 */
final class CommonTables {
  private final Map<Long, LogicalPlan> definitions = new HashMap<>();

  CommonTables(LogicalPlan plan) {
    collect(plan);
  }

  private void collect(LogicalPlan plan) {
    if (plan instanceof WithCTE with) {
      for (CTERelationDef definition : Seqs.<CTERelationDef>list(with.cteDefs())) {
        definitions.put(definition.id(), definition.child());
      }
    }
    Seqs.<LogicalPlan>list(plan.children()).forEach(this::collect);
  }

  /**
   * The definition of a common table, if this use can have its own copy of the plan. Spark has the
   * same condition for copying a definition to each use. Empty if the use is in a subquery and the
   * table is defined outside of it.
   */
  Optional<LogicalPlan> definition(CTERelationRef use) {
    return Optional.ofNullable(definitions.get(use.cteId()))
        .filter(plan -> plan.deterministic() && !definesMore(plan));
  }

  private static boolean definesMore(LogicalPlan plan) {
    return plan instanceof WithCTE
        || Seqs.<LogicalPlan>list(plan.children()).stream().anyMatch(CommonTables::definesMore);
  }

  /**
   * A copy of {@code plan} that replaces a use of a common table. The copy has its own attributes;
   * a projection on top gives it the attributes of {@code use}.
   */
  static LogicalPlan inPlaceOf(CTERelationRef use, LogicalPlan plan) {
    LogicalPlan twice =
        new Join(plan, plan, Inner$.MODULE$, Option.empty(), JoinHint$.MODULE$.NONE());
    LogicalPlan own = ((Join) DeduplicateRelations$.MODULE$.apply(twice)).right();
    List<Attribute> from = Seqs.list(own.output());
    List<Attribute> to = Seqs.list(use.output());
    List<NamedExpression> columns = new ArrayList<>();
    for (int i = 0; i < to.size(); i++) {
      Attribute column = to.get(i);
      columns.add(
          new Alias(
              from.get(i),
              column.name(),
              column.exprId(),
              Seqs.of(List.of()),
              Option.empty(),
              Seqs.of(List.of())));
    }
    return new Project(Seqs.of(columns), own);
  }
}
