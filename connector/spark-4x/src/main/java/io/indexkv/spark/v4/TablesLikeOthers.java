/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.compat.CaseClass;
import java.net.URI;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.ResolvedIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogUtils;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.execution.command.CreateTableLikeCommand;
import scala.Option;

/**
 * Makes {@code CREATE TABLE … LIKE} of a new store an ordinary CREATE TABLE with the columns and
 * the key of the source. Spark 4.2 would ask the catalog, in terms of a type that Spark 3.5 lacks.
 * In Spark's own catalog, Spark would copy the name of a store's source and no key.
 */
final class TablesLikeOthers extends Rule<LogicalPlan> {
  /** The plan of the statement, which Spark has from version 4.2 on. */
  private static final String PLAN = "org.apache.spark.sql.catalyst.plans.logical.CreateTableLike";

  private final SparkSession spark;

  TablesLikeOthers(SparkSession spark) {
    this.spark = spark;
  }

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (plan instanceof CreateTableLikeCommand command) {
      return ofSparksCatalog(command);
    }
    return plan.getClass().getName().equals(PLAN) ? ofAnyCatalog(plan) : plan;
  }

  private LogicalPlan ofAnyCatalog(LogicalPlan plan) {
    Map<String, Object> parts = CaseClass.elements(plan);
    if (!(parts.get("name") instanceof ResolvedIdentifier name)) {
      return plan;
    }
    return LikeSource.of((LogicalPlan) parts.get("source"), spark)
        .map(source -> statement(parts, name, source))
        .filter(TablesLikeOthers::isOfStore)
        .map(statement -> statement.plan(spark.sessionState().sqlParser()))
        .orElse(plan);
  }

  @SuppressWarnings("unchecked") // as Spark declares the parts
  private static CreateStoreLike statement(
      Map<String, Object> parts, ResolvedIdentifier name, LikeSource source) {
    return new CreateStoreLike(
        name,
        source,
        (Option<String>) parts.get("provider"),
        (Option<String>) parts.get("location"),
        ((Option<?>) parts.get("serdeInfo")).isDefined(),
        (scala.collection.immutable.Map<String, String>) parts.get("properties"),
        (boolean) parts.get("ifNotExists"));
  }

  /** The statement where both tables are Spark's own catalog's, on Spark 4.1 always. */
  private LogicalPlan ofSparksCatalog(CreateTableLikeCommand command) {
    if (command.provider().isDefined() && !StoreSyntax.isStore(command.provider())) {
      return command;
    }
    CatalogStorageFormat format = command.fileFormat();
    Option<URI> location = format.locationUri();
    CreateStoreLike statement =
        new CreateStoreLike(
            SparksCatalog.resolved(command.targetTable(), spark),
            LikeSource.ofSparksCatalog(command.sourceTable(), spark),
            command.provider(),
            location.isEmpty()
                ? Option.empty()
                : Option.apply(CatalogUtils.URIToString(location.get())),
            format.inputFormat().isDefined() || format.serde().isDefined(),
            command.properties(),
            command.ifNotExists());
    return isOfStore(statement) ? statement.plan(spark.sessionState().sqlParser()) : command;
  }

  private static boolean isOfStore(CreateStoreLike statement) {
    CatalogPlugin catalog = statement.name().catalog();
    if (StoreSyntax.hasOnlyStores(catalog)) {
      return true;
    }
    if (!CatalogV2Util.isSessionCatalog(catalog)) {
      return false;
    }
    return statement.provider().isDefined()
        ? StoreSyntax.isStore(statement.provider())
        : statement.source().isStore() && !statement.storedAs();
  }
}
