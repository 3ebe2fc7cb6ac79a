/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import org.apache.spark.sql.catalyst.analysis.ResolvedIdentifier;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.TableSpecBase;
import org.apache.spark.sql.catalyst.plans.logical.V2CreateTablePlan;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import scala.Function1;
import scala.Option;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Refuses to enter a store into Spark's own catalog on Spark 3, which would create the name and
 * then neither read nor write it. Spark 4 does.
 */
final class NamesInSparksCatalog extends AbstractFunction1<LogicalPlan, BoxedUnit> {
  private final boolean readable;

  private NamesInSparksCatalog(boolean readable) {
    this.readable = readable;
  }

  /**
   * The check.
   *
   * @param version of Spark
   */
  static Function1<LogicalPlan, BoxedUnit> on(String version) {
    return new NamesInSparksCatalog(!version.startsWith("3."));
  }

  @Override
  public BoxedUnit apply(LogicalPlan plan) {
    if (!readable && plan instanceof V2CreateTablePlan) {
      boolean ours = false;
      boolean sparks = false;
      for (int i = 0; i < plan.productArity(); i++) {
        Object element = plan.productElement(i);
        ours |= element instanceof TableSpecBase spec && isStore(spec.provider());
        sparks |=
            element instanceof ResolvedIdentifier name
                && name.catalog().name().equals(CatalogManager.SESSION_CATALOG_NAME());
      }
      if (ours && sparks) {
        throw new UnsupportedOperationException(
            "Spark 3 cannot read a table USING indexkv of its own catalog. Name the store by CREATE"
                + " TEMPORARY VIEW … USING indexkv OPTIONS (path '…'), or by its path, as in SELECT *"
                + " FROM indexkv_path.`/data/airports`");
      }
    }
    return BoxedUnit.UNIT;
  }

  private static boolean isStore(Option<String> provider) {
    return provider.isDefined() && ViewsToFollow.isStore(provider.get());
  }
}
