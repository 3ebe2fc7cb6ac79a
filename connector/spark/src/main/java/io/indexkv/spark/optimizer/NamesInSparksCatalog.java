/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Maps;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.KnownOptions;
import java.util.List;
import org.apache.spark.sql.catalyst.analysis.ResolvedIdentifier;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.TableSpec;
import org.apache.spark.sql.catalyst.plans.logical.TableSpecBase;
import org.apache.spark.sql.catalyst.plans.logical.V2CreateTablePlan;
import org.apache.spark.sql.connector.catalog.CatalogExtension;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import scala.Function1;
import scala.Option;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Refuses to create a table for a store in Spark's own catalog on Spark 3: Spark 3 would create the
 * name, but could neither read nor write the table. Spark 4 can do both; there this class checks
 * the options. If a catalog of others has the place of Spark's own, neither can.
 */
public final class NamesInSparksCatalog extends AbstractFunction1<LogicalPlan, BoxedUnit> {
  /**
   * The name of Spark's own catalog. Spark's constant is of a class, from 4.2 on of an interface.
   */
  private static final String SESSION_CATALOG = "spark_catalog";

  private static final String EXTENSION = "io.indexkv.spark.catalog.IndexKvSessionCatalog";

  private final boolean readable;

  private NamesInSparksCatalog(boolean readable) {
    this.readable = readable;
  }

  /**
   * The check for a version of Spark.
   *
   * @param version of Spark
   */
  public static Function1<LogicalPlan, BoxedUnit> on(String version) {
    return new NamesInSparksCatalog(!version.startsWith("3."));
  }

  @Override
  public BoxedUnit apply(LogicalPlan plan) {
    if (plan instanceof V2CreateTablePlan) {
      List<Object> elements = Seqs.list(plan.productIterator().toSeq());
      elements.stream()
          .filter(NamesInSparksCatalog::isInSparksCatalog)
          .map(name -> ((ResolvedIdentifier) name).catalog())
          .findFirst()
          .ifPresent(catalog -> elements.forEach(element -> check(element, catalog)));
    }
    return BoxedUnit.UNIT;
  }

  private void check(Object element, CatalogPlugin catalog) {
    if (!(element instanceof TableSpecBase spec) || !isStore(spec.provider())) {
      return;
    }
    if (catalog instanceof CatalogExtension) {
      throw new UnsupportedOperationException(
          ("Spark would create a table USING indexkv, but could not read it: %s has the place of"
                  + " Spark's own catalog. Keep the table in a catalog of its own, with"
                  + " spark.sql.catalog.kv=io.indexkv.spark.catalog.IndexKvCatalog. Or name the"
                  + " store by its path, as in SELECT * FROM indexkv.`/data/airports`")
              .formatted(catalog.getClass().getName()));
    }
    if (!readable) {
      throw new UnsupportedOperationException(
          ("Spark 3 cannot read a table USING indexkv of its own catalog. Configure"
                  + " spark.sql.catalog.spark_catalog=%s, with which it can. Or name the store by"
                  + " its path, as in SELECT * FROM indexkv.`/data/airports`")
              .formatted(EXTENSION));
    }
    if (spec instanceof TableSpec table) {
      KnownOptions.requireName(Maps.java(table.options()).keySet());
    }
  }

  private static boolean isInSparksCatalog(Object element) {
    // IndexKV's extension of the catalog checks on its own
    return element instanceof ResolvedIdentifier name
        && name.catalog().name().equals(SESSION_CATALOG)
        && !isExtension(name.catalog().getClass());
  }

  private static boolean isExtension(Class<?> catalog) {
    return catalog != null
        && (catalog.getName().equals(EXTENSION) || isExtension(catalog.getSuperclass()));
  }

  private static boolean isStore(Option<String> provider) {
    return provider.isDefined() && ViewsToFollow.isStore(provider.get());
  }
}
