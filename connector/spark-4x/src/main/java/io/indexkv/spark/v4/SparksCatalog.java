/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.compat.Seqs;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.analysis.ResolvedIdentifier;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import scala.Tuple2;
import scala.collection.immutable.List$;

/**
 * Finds names in Spark's own catalog, as statements of it have them. It asks the analyzer: Spark's
 * manager of catalogs is a class up to 4.1 and an interface from 4.2 on.
 */
final class SparksCatalog {
  private static final String NAME = "spark_catalog";

  private SparksCatalog() {}

  /** The catalog, or the extension that the session has for it, and the name of a table there. */
  static ResolvedIdentifier resolved(TableIdentifier table, SparkSession spark) {
    String database =
        table.database().isDefined()
            ? table.database().get()
            : spark.sessionState().catalog().getCurrentDatabase();
    Tuple2<CatalogPlugin, Identifier> found =
        spark
            .sessionState()
            .analyzer()
            .CatalogAndIdentifier()
            .unapply(Seqs.of(List.of(NAME, database, table.table())))
            .get();
    return new ResolvedIdentifier(found._1(), found._2(), List$.MODULE$.empty());
  }
}
