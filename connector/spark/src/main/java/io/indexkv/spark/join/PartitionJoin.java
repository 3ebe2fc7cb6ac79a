/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Joins the rows of a partition. Spark ships it to the tasks. It is a named class, because Spark's
 * closure cleaner inspects lambdas.
 */
final class PartitionJoin extends AbstractFunction1<Iterator<InternalRow>, Iterator<InternalRow>>
    implements Serializable {
  private final RowJoin join;

  PartitionJoin(RowJoin join) {
    this.join = join;
  }

  @Override
  public Iterator<InternalRow> apply(Iterator<InternalRow> rows) {
    if (!rows.hasNext()) {
      return Seqs.<InternalRow>nothing();
    }
    return join.access.isKey() ? new RowJoinIterator(join, rows) : new RunJoinIterator(join, rows);
  }
}
