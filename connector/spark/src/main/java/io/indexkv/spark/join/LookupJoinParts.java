/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.JoinKind;
import io.indexkv.spark.planning.JoinMatch;
import io.indexkv.spark.planning.KeyAccess;
import io.indexkv.spark.planning.NoLookupJoin;
import io.indexkv.spark.planning.OrderedMatch;
import io.indexkv.spark.probe.KeptRows;
import io.indexkv.spark.probe.ProbeMetrics;
import io.indexkv.spark.probe.ProbeSpec;
import io.indexkv.spark.probe.Slicing;
import io.indexkv.spark.probe.TouchedWords;
import io.indexkv.spark.snapshot.PinnedStore;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.optimizer.BuildRight$;
import org.apache.spark.sql.catalyst.optimizer.BuildSide;
import org.apache.spark.sql.catalyst.plans.ExistenceJoin;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import scala.collection.immutable.Seq;

/**
 * What a {@link LookupJoinExec} consists of besides its child; described at its constructor, whose
 * parameters are the components of this record, in this order.
 */
record LookupJoinParts(
    Seq<Expression> probeKeys,
    JoinType joinType,
    BuildSide storeSide,
    Seq<Expression> conditions,
    Seq<Attribute> storeColumns,
    Seq<NamedExpression> storeProject,
    Seq<Expression> probeFilters,
    Seq<NamedExpression> probeProject,
    PinnedStore store,
    Slicing slicing,
    KeyAccess access,
    Seq<Expression> bounds)
    implements Serializable {

  private static final RecordComponent[] COMPONENTS = LookupJoinParts.class.getRecordComponents();

  /** Number of the parts. */
  static final int COUNT = COMPONENTS.length;

  static LookupJoinParts of(JoinMatch match) {
    return of(match, Slicing.of(match.branch().store()), KeyAccess.KEY, List.of());
  }

  /** The parts of a join that reads runs of entries; it is replicated. */
  static LookupJoinParts of(OrderedMatch match) {
    return of(match.join(), Slicing.NONE, match.access(), match.bounds());
  }

  private static LookupJoinParts of(
      JoinMatch match, Slicing slicing, KeyAccess access, List<Expression> bounds) {
    return new LookupJoinParts(
        Seqs.of(match.probeKeys()),
        match.type(),
        match.storeSide(),
        Seqs.of(match.conditions()),
        Seqs.of(match.branch().columns()),
        match.kind() == JoinKind.INNER || match.kind() == JoinKind.OUTER
            ? Seqs.of(match.branch().project())
            : Seqs.of(List.of()),
        Seqs.of(List.of()),
        Seqs.of(List.of()),
        match.branch().store(),
        slicing,
        access,
        Seqs.of(bounds));
  }

  /** The part of this number, from 0 on. */
  Object element(int i) {
    try {
      return COMPONENTS[i].getAccessor().invoke(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same parts, each as {@code change} returns it. */
  LookupJoinParts map(UnaryOperator<Object> change) {
    Object[] changed = IntStream.range(0, COUNT).mapToObj(i -> change.apply(element(i))).toArray();
    try {
      return (LookupJoinParts)
          LookupJoinParts.class.getDeclaredConstructors()[0].newInstance(changed);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  LookupJoinParts absorbing(List<Expression> filters, List<NamedExpression> project) {
    return new LookupJoinParts(
        probeKeys,
        joinType,
        storeSide,
        conditions,
        storeColumns,
        storeProject,
        Seqs.of(filters),
        Seqs.of(project),
        store,
        slicing,
        access,
        bounds);
  }

  /** The same join with other keys, conditions and bounds. */
  LookupJoinParts asking(
      Seq<Expression> keys, Seq<Expression> residual, Seq<Expression> newBounds) {
    return new LookupJoinParts(
        keys,
        joinType,
        storeSide,
        residual,
        storeColumns,
        storeProject,
        probeFilters,
        probeProject,
        store,
        slicing,
        access,
        newBounds);
  }

  /** The same join with other columns of the store in its output. */
  LookupJoinParts returning(List<NamedExpression> columns) {
    return new LookupJoinParts(
        probeKeys,
        joinType,
        storeSide,
        conditions,
        storeColumns,
        Seqs.of(columns),
        probeFilters,
        probeProject,
        store,
        slicing,
        access,
        bounds);
  }

  JoinKind kind() {
    try {
      return JoinKind.of(joinType, storeSide);
    } catch (NoLookupJoin e) {
      throw new IllegalStateException(e);
    }
  }

  /** The column that says whether a probe row has a match, if the join adds one. */
  Optional<Attribute> existence() {
    return joinType instanceof ExistenceJoin join ? Optional.of(join.exists()) : Optional.empty();
  }

  /** Joins the probe side's and the store's part of a row, in the order of the join's sides. */
  <T> List<T> inOrder(List<? extends T> probe, List<? extends T> ofStore) {
    return storeSide == BuildRight$.MODULE$
        ? Seqs.concat(probe, ofStore)
        : Seqs.concat(ofStore, probe);
  }

  /** Conditions that use only the store's row. */
  List<Expression> storeConditions() {
    return conditionsOnStore(true);
  }

  /** Conditions that also use the probe row. */
  List<Expression> otherConditions() {
    return conditionsOnStore(false);
  }

  private List<Expression> conditionsOnStore(boolean alone) {
    AttributeSet ofStore = Seqs.references(Seqs.list(storeColumns));
    return Seqs.<Expression>list(conditions).stream()
        .filter(e -> alone == e.references().subsetOf(ofStore))
        .toList();
  }

  /** For each attribute of the absorbed projection, its expression over the child's columns. */
  Map<ExprId, Expression> probeDefinitions() {
    return Expressions.definitions(Seqs.list(probeProject));
  }

  /**
   * The probe side as rows, for the case that generated code should take its columns but cannot.
   */
  SparkPlan rowsOf(SparkPlan columnar) {
    return absorbed(new ColumnarToRowExec(columnar));
  }

  /** True if the join does filters or a projection of the probe side itself. */
  boolean hasAbsorbed() {
    return probeFilters.nonEmpty() || probeProject.nonEmpty();
  }

  /** The absorbed filters and projection as operators over {@code child}. */
  SparkPlan absorbed(SparkPlan child) {
    SparkPlan rows = child;
    for (Expression filter : Seqs.<Expression>list(probeFilters)) {
      rows = new FilterExec(filter, rows);
    }
    return probeProject.isEmpty() ? rows : new ProjectExec(probeProject, rows);
  }

  ProbeSpec spec(ProbeMetrics metrics, KeptRows keep) {
    List<Expression> read = new ArrayList<>(Seqs.<Expression>list(conditions));
    for (NamedExpression e : Seqs.<NamedExpression>list(storeProject)) {
      if (!isKeyColumn(e)) {
        read.add((Expression) e);
      }
    }
    return new ProbeSpec(
        store, store.key().type(), keep, TouchedWords.of(Seqs.list(storeColumns), read), metrics);
  }

  /** True for a key column. Spark requests it because of the join, even if nothing reads it. */
  private boolean isKeyColumn(NamedExpression e) {
    return e instanceof Attribute a && store.keyColumns().contains(a.name());
  }

  /** The columns of the store that the join reads, in schema order. */
  List<String> columnsRead() {
    List<Expression> read = new ArrayList<>(Seqs.<Expression>list(conditions));
    Seqs.<NamedExpression>list(storeProject).forEach(e -> read.add((Expression) e));
    var references = Seqs.references(read);
    List<String> out = new ArrayList<>();
    for (Attribute column : Seqs.<Attribute>list(storeColumns)) {
      if (references.contains(column)) {
        out.add(column.name());
      }
    }
    return out;
  }
}
