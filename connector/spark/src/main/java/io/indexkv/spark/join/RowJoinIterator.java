/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.Predicate$;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.types.DataType;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;

/**
 * Probes batches of rows. As everywhere in Spark, a row returned is valid until the next one is
 * asked for.
 */
final class RowJoinIterator extends AbstractIterator<InternalRow> {
  private final Iterator<InternalRow> input;
  private final JoinKind kind;
  private final SQLMetric outputRows;
  private final Probe probe;
  private final RowKey key;
  private final List<BasePredicate> conditions = new ArrayList<>();
  private final UnsafeProjection toUnsafe;
  private final UnsafeProjection matched;
  private final UnsafeProjection unmatched;

  private final RowBatch batch = new RowBatch();
  private final UnsafeRow probeRow;
  private final UnsafeRow storeRow;
  private final JoinedRow joined = new JoinedRow();
  private int position;
  private InternalRow next;

  RowJoinIterator(RowJoin join, Iterator<InternalRow> input) {
    this.input = input;
    kind = join.kind;
    outputRows = join.spec.metrics().outputRows();
    probe = join.spec.open();
    key = new RowKey(join.keys.stream().map(e -> Expressions.bind(e, join.probeColumns)).toList());
    List<Attribute> both = Seqs.concat(join.probeColumns, join.storeColumns);
    for (Expression condition : join.conditions) {
      conditions.add(Predicate$.MODULE$.create(condition, Seqs.of(both)));
    }
    matched =
        join.matched != null
            ? UnsafeProjection$.MODULE$.create(Seqs.of(join.matched), Seqs.of(both))
            : null;
    unmatched =
        join.unmatched != null
            ? UnsafeProjection$.MODULE$.create(Seqs.of(join.unmatched), Seqs.of(join.probeColumns))
            : null;
    toUnsafe =
        UnsafeProjection$.MODULE$.create(
            join.probeColumns.stream().map(Attribute::dataType).toArray(DataType[]::new));
    probeRow = new UnsafeRow(join.probeColumns.size());
    storeRow = new UnsafeRow(join.storeColumns.size());
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      probe.enter();
    }
    while (next == null) {
      if (position == probe.count() && !fill()) {
        return false;
      }
      if (position < probe.count()) {
        next = join(position++);
      }
    }
    return true;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    InternalRow row = next;
    next = null;
    outputRows.add(1);
    return row;
  }

  /** Reads and probes the next batch; false at the end of the input. */
  private boolean fill() {
    batch.clear();
    probe.begin();
    position = 0;
    while (!batch.full() && input.hasNext()) {
      InternalRow row = input.next();
      UnsafeRow unsafe = row instanceof UnsafeRow u ? u : toUnsafe.apply(row);
      key.add(unsafe, batch.count(), probe);
      batch.add(unsafe);
    }
    if (batch.count() == 0) {
      return false;
    }
    probe.find();
    return true;
  }

  /** What becomes of result I of the batch: a row, or null for none. */
  private InternalRow join(int i) {
    batch.point(probe.row(i), probeRow);
    UnsafeRow found = probe.match(i, storeRow);
    boolean match = found != null && meetsConditions(found);
    return switch (kind) {
      case INNER -> match ? matched.apply(joined.apply(probeRow, found)) : null;
      case OUTER, EXISTENCE ->
          match ? matched.apply(joined.apply(probeRow, found)) : unmatched.apply(probeRow);
      case SEMI -> match ? probeRow : null;
      case ANTI -> match ? null : probeRow;
    };
  }

  private boolean meetsConditions(UnsafeRow found) {
    for (BasePredicate condition : conditions) {
      if (!condition.eval(joined.apply(probeRow, found))) {
        return false;
      }
    }
    return true;
  }
}
