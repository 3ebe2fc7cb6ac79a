/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.CaseClass;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.KeyAccess;
import io.indexkv.spark.probe.KeptRows;
import io.indexkv.spark.probe.ProbeMetrics;
import io.indexkv.spark.probe.ProbeSpec;
import io.indexkv.spark.probe.Slicing;
import io.indexkv.spark.snapshot.PinnedStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.optimizer.BuildSide;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.physical.ClusteredDistribution;
import org.apache.spark.sql.catalyst.plans.physical.Distribution;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.CodegenSupport;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.Option;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag$;

/**
 * Streams the probe side and looks its keys up in a store, a batch at a time. The store is not a
 * child, because it is not scanned.
 *
 * <p>Over rows, the operator is an iterator that copies a batch of rows before it probes ({@link
 * RowJoin}). Over columns, it probes a whole key vector and is part of the generated code of its
 * stage ({@link BatchCode}). It then also does the filters and projections between it and the
 * columns. {@link LookupColumnarRule} decides which.
 *
 * <p>Above a lookup join over columns, as in a star join, the operator takes rows in the same
 * generated code. This requires that its keys can be looked up with the same batches ({@link
 * StackedKey}).
 *
 * <p>If the key is not given as a whole, the operator reads a run of entries for each row. It does
 * that over rows only ({@link KeyAccess}).
 *
 * <p>Public, with one public constructor whose parameters are the product's elements, because
 * Catalyst copies plans by reflection.
 */
public final class LookupJoinExec extends UnaryCodegenExec {
  private static final String NAME = "LookupJoin";

  private final LookupJoinParts parts;
  private transient boolean generatesCode;
  private transient Optional<StackedKey> stackedKey;
  private transient String stackedProbe;
  private transient ProbeMetrics probeMetrics;
  private transient Map<String, SQLMetric> metrics;

  /**
   * @param probeKeys over the probe side's output, for the first key columns, or for all
   * @param conditions over the probe side's output and {@code storeColumns}; all must hold for a
   *     match
   * @param storeColumns one for each field of the store's schema
   * @param storeProject the columns that the join returns from the store, over {@code storeColumns}
   * @param probeFilters over the child's columns, done before the probe; empty over rows
   * @param probeProject over the child's columns; empty if they are the probe side's output
   * @param slicing whether the rows are shuffled by the slices of the store
   * @param access which entries the join reads for a probe row
   * @param bounds over the probe side's output: the lower and the upper bound of the key column
   *     after those of {@code probeKeys}, as far as {@code access} has them
   */
  public LookupJoinExec(
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
      Seq<Expression> bounds,
      SparkPlan child) {
    this(
        new LookupJoinParts(
            probeKeys,
            joinType,
            storeSide,
            conditions,
            storeColumns,
            storeProject,
            probeFilters,
            probeProject,
            store,
            slicing,
            access,
            bounds),
        child);
  }

  private LookupJoinExec(LookupJoinParts parts, SparkPlan child) {
    super(child);
    this.parts = parts;
  }

  static LookupJoinExec of(LookupJoinParts parts, SparkPlan child) {
    return new LookupJoinExec(parts, child);
  }

  LookupJoinParts parts() {
    return parts;
  }

  @Override
  public int productArity() {
    return LookupJoinParts.COUNT + 1;
  }

  @Override
  public Object productElement(int i) {
    return i == LookupJoinParts.COUNT ? child() : parts.element(i);
  }

  @Override
  public boolean canEqual(Object o) {
    return o instanceof LookupJoinExec;
  }

  @Override
  public boolean equals(Object o) {
    return this == o
        || o instanceof LookupJoinExec join
            && parts.equals(join.parts)
            && child().equals(join.child());
  }

  @Override
  public int hashCode() {
    return 31 * parts.hashCode() + child().hashCode();
  }

  @Override
  public SparkPlan withNewChildInternal(SparkPlan newChild) {
    return new LookupJoinExec(parts, newChild);
  }

  private JoinColumns columns() {
    return new JoinColumns(parts, Seqs.list(child().output()));
  }

  /** The probe side's columns, after the projection that the join does itself. */
  List<Attribute> probeColumns() {
    return columns().probe();
  }

  @Override
  public Seq<Attribute> output() {
    return Seqs.of(columns().output());
  }

  @Override
  public AttributeSet producedAttributes() {
    return columns().produced();
  }

  /**
   * Makes Spark shuffle the rows of a partitioned join, into one partition for each slice of the
   * store.
   */
  @Override
  public Seq<Distribution> requiredChildDistribution() {
    if (!parts.slicing().isPartitioned()) {
      return super.requiredChildDistribution().toList();
    }
    Expression slice = new SliceNumber(parts.probeKeys(), parts.store(), parts.slicing());
    int count = parts.slicing().slices(parts.store()).count();
    return Seqs.of(
        List.of(
            CaseClass.of(
                ClusteredDistribution.class,
                java.util.Map.of(
                    "clustering", Seqs.of(List.of(slice)),
                    "requireAllClusterKeys", true,
                    "requiredNumPartitions", Option.apply(count)))));
  }

  @Override
  public Partitioning outputPartitioning() {
    return projected().outputPartitioning();
  }

  @Override
  public Seq<SortOrder> outputOrdering() {
    return projected().outputOrdering().toList();
  }

  /** The child with the absorbed projection on top. The projection knows about aliases. */
  private SparkPlan projected() {
    return parts.probeProject().isEmpty()
        ? child()
        : new ProjectExec(parts.probeProject(), child());
  }

  @Override
  public SparkPlan doCanonicalize() {
    return new LookupJoinExec(
        CanonicalJoin.of(Seqs.list(child().output()), parts), child().canonicalized());
  }

  private ProbeMetrics probeMetrics() {
    metrics();
    return probeMetrics;
  }

  @Override
  public synchronized Map<String, SQLMetric> metrics() {
    if (metrics == null) {
      probeMetrics = ProbeMetrics.create(sparkContext());
      metrics = probeMetrics.byKey();
    }
    return metrics;
  }

  /** The spec for a probe whose results are checked against all conditions afterwards. */
  private ProbeSpec rowSpec() {
    return parts.spec(probeMetrics(), KeptRows.of(parts.kind(), parts.conditions().size()));
  }

  /**
   * The spec for a probe from which generated code drops the results that fail the conditions on
   * the store alone.
   */
  ProbeSpec batchSpec() {
    return parts.spec(probeMetrics(), KeptRows.of(parts.kind(), parts.otherConditions().size()));
  }

  /** True if the operator takes the column batches that its child produces. */
  boolean overColumns() {
    return parts.access().isKey() && child().supportsColumnar();
  }

  /**
   * The sources of the key's columns. Empty if a lookup join below cannot look the key up with its
   * batches.
   */
  synchronized Optional<StackedKey> stackedKey() {
    if (stackedKey == null) {
      stackedKey = StackedKey.of(this);
    }
    return stackedKey;
  }

  /**
   * Sets the variable of the probe that will have the results for this join. The lowest join fills
   * it.
   */
  void lookedUpIn(String probeVariable) {
    stackedProbe = probeVariable;
  }

  /** The operator and the store, as shown in Spark's SQL tab. */
  @Override
  public String nodeName() {
    return generatesCode ? NAME : NAME + " " + LookupJoinText.shortName(parts.store().location());
  }

  @Override
  public String simpleString(int maxFields) {
    return nodeName() + " " + text().line();
  }

  @Override
  public String verboseStringWithOperatorId() {
    return formattedNodeName() + "\n" + text().block(Seqs.list(output())) + "\n";
  }

  private LookupJoinText text() {
    return new LookupJoinText(parts, probe());
  }

  private String probe() {
    // tells of the plan as it will be executed, whether or not Spark has prepared it already
    boolean batch =
        LookupColumnarRule.applied(this) instanceof LookupJoinExec join && join.supportCodegen();
    return batch ? "batch" : "row";
  }

  /** What the join does, for reports. */
  public LookupFacts facts() {
    return new LookupFacts(
        parts.store(),
        parts.joinType().toString(),
        text().keys(),
        probe(),
        parts.slicing().isPartitioned() ? parts.slicing().slices(parts.store()).count() : 0);
  }

  @Override
  public RDD<InternalRow> doExecute() {
    SparkPlan rows = overColumns() ? parts.rowsOf(child()) : child();
    return rows.execute()
        .mapPartitions(
            new PartitionJoin(RowJoin.of(parts, probeColumns(), rowSpec())),
            true,
            ClassTag$.MODULE$.apply(InternalRow.class));
  }

  /**
   * False over rows: generated code would probe one key after the other, which takes three times as
   * long.
   */
  @Override
  public boolean supportCodegen() {
    return overColumns() || stackedKey().isPresent();
  }

  @Override
  public boolean canCheckLimitNotReached() {
    return overColumns();
  }

  @Override
  public boolean needCopyResult() {
    return !overColumns() && ((CodegenSupport) child()).needCopyResult();
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public Seq<RDD<InternalRow>> inputRDDs() {
    return overColumns()
        ? Seqs.of(List.of((RDD<InternalRow>) (RDD) child().executeColumnar()))
        : ((CodegenSupport) child()).inputRDDs().toList();
  }

  @Override
  public String doProduce(CodegenContext context) {
    // Spark puts the operator's name at the beginning of variable names
    generatesCode = true;
    try {
      context.freshNamePrefix_$eq(NAME.toLowerCase(Locale.ROOT));
      return overColumns()
          ? CodeParts.guarded(context, new BatchCode(this, context).produce())
          : ((CodegenSupport) child()).produce(context, this);
    } finally {
      generatesCode = false;
    }
  }

  /**
   * The columns of a row that must be evaluated before this join. If a join below has already
   * looked the key up, only the conditions need columns.
   */
  @Override
  public AttributeSet usedInputs() {
    return stackedProbe == null ? references() : Seqs.references(parts.otherConditions());
  }

  @Override
  String consumeRow(CodegenContext context, List<ExprCode> input) {
    return new StackedCode(this, context).consume(stackedProbe, input);
  }
}
