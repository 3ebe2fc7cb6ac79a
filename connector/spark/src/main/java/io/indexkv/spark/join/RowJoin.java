/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Joins the rows of a partition; shipped to the tasks. A named class, because Spark's closure
 * cleaner takes lambdas apart.
 */
final class RowJoin extends AbstractFunction1<Iterator<InternalRow>, Iterator<InternalRow>>
    implements Serializable {
  final ProbeSpec spec;
  final JoinKind kind;
  final List<Attribute> probeColumns;
  final List<Attribute> storeColumns;
  final Expression key;
  final List<Expression> conditions;

  /** The output after a match, over the probe's and the store's columns; empty if not joined. */
  final List<Expression> matched;

  /** The output without a match, over the probe's columns; empty unless outer. */
  final List<Expression> unmatched;

  RowJoin(
      ProbeSpec spec,
      JoinKind kind,
      List<Attribute> probeColumns,
      List<Attribute> storeColumns,
      Expression key,
      List<Expression> conditions,
      List<Expression> matched,
      List<Expression> unmatched) {
    this.spec = spec;
    this.kind = kind;
    this.probeColumns = new ArrayList<>(probeColumns);
    this.storeColumns = new ArrayList<>(storeColumns);
    this.key = key;
    this.conditions = new ArrayList<>(conditions);
    this.matched = new ArrayList<>(matched);
    this.unmatched = new ArrayList<>(unmatched);
  }

  @Override
  public Iterator<InternalRow> apply(Iterator<InternalRow> rows) {
    return rows.hasNext() ? new RowJoinIterator(this, rows) : rows;
  }
}
