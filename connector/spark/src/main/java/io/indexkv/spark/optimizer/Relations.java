/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.CaseClass;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.TimeTravelSpec;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
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
      } else if (element instanceof CaseInsensitiveStringMap options
          && options.containsKey(StoreOption.REFRESH)) {
        element = refreshed(options);
      }
      elements[i] = element;
    }
    return relation.makeCopy(elements);
  }

  /** The relation with other columns. */
  static LogicalPlan withOutput(DataSourceV2Relation relation, List<? extends Attribute> columns) {
    Object[] elements = new Object[relation.productArity()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] =
          CaseClass.name(relation, i).equals("output")
              ? Seqs.of(columns)
              : relation.productElement(i);
    }
    return relation.makeCopy(elements);
  }

  /**
   * True if Spark may have read the table again after it analysed the query: a table of a catalog,
   * at no given time. False for all relations of a Spark that never does, as 3.5.
   */
  static boolean mayBeReadAgain(DataSourceV2Relation relation) {
    for (int i = 0; i < relation.productArity(); i++) {
      if (CaseClass.name(relation, i).equals("timeTravelSpec")) {
        return relation.identifier().isDefined()
            && ((Option<?>) relation.productElement(i)).isEmpty();
      }
    }
    return false;
  }

  private static CaseInsensitiveStringMap refreshed(CaseInsensitiveStringMap options) {
    Map<String, String> marked = new HashMap<>(options.asCaseSensitiveMap());
    marked.put(StoreOption.REFRESHED, "true");
    return new CaseInsensitiveStringMap(marked);
  }
}
