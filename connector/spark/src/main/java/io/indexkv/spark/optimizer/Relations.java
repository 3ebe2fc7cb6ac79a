/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.snapshot.StoreTable;
import org.apache.spark.sql.catalyst.analysis.TimeTravelSpec;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.Option;
import scala.Some;

/** Copies relations whose constructors differ between versions of Spark, element by element. */
final class Relations {
  private Relations() {}

  /** The relation with another table, at no given time. */
  static LogicalPlan with(DataSourceV2Relation relation, StoreTable table) {
    Object[] elements = new Object[relation.productArity()];
    for (int i = 0; i < elements.length; i++) {
      Object element = relation.productElement(i);
      if (element instanceof Table) {
        element = table;
      } else if (element instanceof Some<?> some && some.get() instanceof TimeTravelSpec) {
        element = Option.empty();
      }
      elements[i] = element;
    }
    return relation.makeCopy(elements);
  }
}
