/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.OriginColumn;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.StoreBacked;
import io.indexkv.store.manifest.RepeatedKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.DynamicPruning;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.planning.PhysicalOperation$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.types.StructField;
import scala.Option;

/**
 * A side of a join that reads a store through nothing but projections and filters.
 *
 * @param columns one attribute for each field of the store's schema
 * @param project the side's output, over {@code columns}
 * @param filters over {@code columns}; an entry belongs to the side only if all of them are true,
 *     in this order
 */
public record StoreBranch(
    PinnedStore store,
    List<Attribute> columns,
    List<NamedExpression> project,
    List<Expression> filters) {

  /** The scan of a store, if the side reads one through nothing but projections and filters. */
  public static Optional<StoreBacked> scanned(LogicalPlan side) {
    return leaf(side) instanceof DataSourceV2ScanRelation relation
            && relation.scan() instanceof StoreBacked backed
        ? Optional.of(backed)
        : Optional.empty();
  }

  /** The plan below the projections and filters of a side. */
  public static LogicalPlan leaf(LogicalPlan side) {
    if (side instanceof Project project) {
      return leaf(project.child());
    }
    return side instanceof Filter filter ? leaf(filter.child()) : side;
  }

  /**
   * The conditions by which a side filters the rows of its {@link #leaf}, without null checks.
   * Those that the scan of a store answers come first.
   */
  public static List<Expression> filters(LogicalPlan side) {
    if (side instanceof Project project) {
      return filters(project.child());
    }
    if (side instanceof DataSourceV2ScanRelation relation
        && relation.scan() instanceof StoreBacked backed) {
      return AnsweredFilters.of(backed.answered(), byName(relation)).stream()
          .filter(e -> !(e instanceof IsNotNull))
          .toList();
    }
    if (!(side instanceof Filter filter)) {
      return List.of();
    }
    List<Expression> own =
        Expressions.conjuncts(filter.condition()).stream()
            .filter(e -> !(e instanceof IsNotNull) && !(e instanceof DynamicPruning))
            .toList();
    return Seqs.concat(filters(filter.child()), own);
  }

  /**
   * The branch of a side for which {@link #scanned} is not empty.
   *
   * @throws NoLookupJoin if the side cannot be read by lookups
   */
  static StoreBranch of(LogicalPlan side) throws NoLookupJoin {
    var operation = PhysicalOperation$.MODULE$.unapply(side);
    if (operation.isEmpty()
        || !(operation.get()._3() instanceof DataSourceV2ScanRelation relation)
        || !(relation.scan() instanceof StoreBacked backed)) {
      throw new NoLookupJoin(
          "the projections and filters over the store cannot be merged into one; they are not"
              + " deterministic, or would do expensive work twice");
    }
    if (!backed.complete()) {
      throw new NoLookupJoin(
          backed.keys().isPresent()
              ? "a filter on the key was pushed into the scan of the store"
              : "the query takes a sample of the store");
    }
    List<NamedExpression> project = Seqs.list(operation.get()._1());
    List<Expression> filters =
        new ArrayList<>(AnsweredFilters.of(backed.answered(), byName(relation)));
    for (Expression filter : Seqs.<Expression>list(operation.get()._2())) {
      for (Expression term : Expressions.conjuncts(filter)) {
        // the join itself rejects the rows that dynamic pruning would skip
        if (!(term instanceof DynamicPruning)) {
          filters.add(term);
        }
      }
    }
    return of(backed.store(), byName(relation), project, Expressions.nullChecksFirst(filters));
  }

  /**
   * The branch of a store.
   *
   * @param byName the columns of the scan
   * @throws NoLookupJoin if the branch cannot be read by lookups
   */
  static StoreBranch of(
      PinnedStore store,
      Map<String, Attribute> byName,
      List<NamedExpression> project,
      List<Expression> filters)
      throws NoLookupJoin {
    StoreBranch branch = new StoreBranch(store, columns(store, byName), project, filters);
    branch.check();
    return branch;
  }

  /** The same store without projections and filters. */
  StoreBranch ofColumns() {
    return new StoreBranch(store, columns, new ArrayList<>(columns), List.of());
  }

  /**
   * The same branch with new attributes for the columns that {@code probe} has, too. Spark gives
   * the two sides of a join different attributes, but not always below their projections.
   */
  StoreBranch apartFrom(AttributeSet probe) {
    Map<ExprId, Expression> renamed = new HashMap<>();
    List<Attribute> own = new ArrayList<>();
    for (Attribute column : columns) {
      Attribute one = probe.contains(column) ? column.newInstance() : column;
      if (one != column) {
        renamed.put(column.exprId(), one);
      }
      own.add(one);
    }
    if (renamed.isEmpty()) {
      return this;
    }
    List<NamedExpression> output = new ArrayList<>();
    for (NamedExpression e : project) {
      output.add((NamedExpression) Expressions.substitute((Expression) e, renamed));
    }
    return new StoreBranch(
        store, own, output, filters.stream().map(e -> Expressions.substitute(e, renamed)).toList());
  }

  /** For each attribute of the side's output, its expression over the store's columns. */
  Map<ExprId, Expression> definitions() {
    return Expressions.definitions(project);
  }

  /**
   * The join with {@code =} in place of {@code <=>} on key columns of this side. A key is never
   * null, so both match the same rows.
   */
  Join withPlainEqualities(Join join) {
    if (join.condition().isEmpty()) {
      return join;
    }
    Expression plain =
        Expressions.conjuncts(join.condition().get()).stream()
            .map(this::withPlainEquality)
            .reduce(And::new)
            .orElseThrow();
    return new Join(join.left(), join.right(), join.joinType(), Option.apply(plain), join.hint());
  }

  /** A term with {@code =} in place of {@code <=>} on a key column of this side. */
  Expression withPlainEquality(Expression term) {
    return term instanceof EqualNullSafe safe
            && (keyColumn(safe.left()).isPresent() || keyColumn(safe.right()).isPresent())
        ? new EqualTo(safe.left(), safe.right())
        : term;
  }

  /** The key columns, in key order. */
  List<Attribute> keyColumns() {
    List<Attribute> key = new ArrayList<>();
    for (String name : store.keyColumns()) {
      key.add(columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow());
    }
    return key;
  }

  /**
   * The key column that an expression over the side's output is. Casts that change no value do not
   * count. Empty if it is something else.
   */
  Optional<Attribute> keyColumn(Expression e) {
    Expression bare = KeyComparison.withoutLosslessCasts(Expressions.substitute(e, definitions()));
    return keyColumns().stream()
        .filter(column -> bare instanceof Attribute a && column.exprId().equals(a.exprId()))
        .findFirst();
  }

  private static Map<String, Attribute> byName(DataSourceV2ScanRelation relation) {
    Map<String, Attribute> byName = new HashMap<>();
    for (AttributeReference a : Seqs.<AttributeReference>list(relation.relation().output())) {
      byName.put(a.name(), a);
    }
    // attributes of the scan win, because nested fields may have been pruned
    for (AttributeReference a : Seqs.<AttributeReference>list(relation.output())) {
      byName.put(a.name(), a);
    }
    return byName;
  }

  private static List<Attribute> columns(PinnedStore store, Map<String, Attribute> byName)
      throws NoLookupJoin {
    List<Attribute> columns = new ArrayList<>();
    for (StructField field : store.schema().fields()) {
      if (isHidden(store, field.name())) {
        columns.add(hidden(field));
        continue;
      }
      Attribute a = byName.get(field.name());
      if (a == null || !a.dataType().catalogString().equals(field.dataType().catalogString())) {
        throw new NoLookupJoin(
            "column '"
                + field.name()
                + "' is "
                + field.dataType().catalogString()
                + " in the store, but "
                + (a == null ? "missing" : a.dataType().catalogString())
                + " in the query");
      }
      columns.add(a);
    }
    return columns;
  }

  /** Whether a column of the stored rows is none that the query can name. */
  static boolean isHidden(PinnedStore store, String column) {
    return store.repeatsKeys() && column.equals(RepeatedKeys.COLUMN);
  }

  private static Attribute hidden(StructField field) {
    return DataTypeUtils.toAttribute(field);
  }

  private void check() throws NoLookupJoin {
    Set<ExprId> known = new HashSet<>();
    columns.forEach(c -> known.add(c.exprId()));
    List<Expression> all = new ArrayList<>(filters);
    project.forEach(e -> all.add((Expression) e));
    for (Expression e : all) {
      if (!e.deterministic()) {
        throw new NoLookupJoin("the store's side has the non-deterministic expression " + e.sql());
      }
      for (Attribute a : Seqs.<Attribute>list(e.references().toSeq())) {
        if (!known.contains(a.exprId())) {
          throw new NoLookupJoin(
              OriginColumn.of(a.name(), store.schema()).isPresent()
                  ? "'%s' says where a row comes from, and a lookup does not know that"
                      .formatted(a.name())
                  : "'%s' is not a column of the store".formatted(a.name()));
        }
      }
    }
  }
}
