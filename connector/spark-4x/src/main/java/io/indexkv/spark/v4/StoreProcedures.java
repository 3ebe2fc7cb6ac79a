/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.catalog.StoreCatalog;
import io.indexkv.spark.compat.Unchecked;
import io.indexkv.spark.procedure.Procedure;
import io.indexkv.spark.procedure.Procedures;
import io.indexkv.spark.snapshot.ColumnNames;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.ProcedureCatalog;
import org.apache.spark.sql.connector.catalog.procedures.UnboundProcedure;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.collection.immutable.Map;

/** The procedures of a catalog of stores, under the name of that catalog. */
record StoreProcedures(StoreCatalog catalog, SparkSession spark) implements ProcedureCatalog {
  /** The procedures of a catalog; empty if it is no catalog of stores. */
  static Optional<StoreProcedures> of(CatalogPlugin catalog, SparkSession spark) {
    return catalog instanceof StoreCatalog stores
        ? Optional.of(new StoreProcedures(stores, spark))
        : Optional.empty();
  }

  @Override
  public void initialize(String name, CaseInsensitiveStringMap options) {
    throw new UnsupportedOperationException("Spark initializes the catalog " + catalog.name());
  }

  @Override
  public String name() {
    return catalog.name();
  }

  @Override
  public String[] defaultNamespace() {
    return catalog.defaultNamespace();
  }

  @Override
  public UnboundProcedure loadProcedure(Identifier ident) {
    String[] namespace = ident.namespace();
    Optional<Procedure> found =
        namespace.length == 1 && namespace[0].equalsIgnoreCase(Procedures.NAMESPACE)
            ? Procedures.find(ident.name())
            : Optional.empty();
    return found
        .map(procedure -> new StoreProcedure(procedure, catalog, spark))
        .orElseThrow(() -> missing(ident));
  }

  private RuntimeException missing(Identifier ident) {
    String name =
        Stream.concat(
                Stream.concat(Stream.of(catalog.name()), Stream.of(ident.namespace())),
                Stream.of(ident.name()))
            .map(ColumnNames::quoted)
            .collect(Collectors.joining("."));
    String known = Procedures.all().stream().map(Procedure::name).collect(Collectors.joining(", "));
    return Unchecked.thrown(
        new AnalysisException(
            "ROUTINE_NOT_FOUND",
            new Map.Map1<>(
                "routineName",
                "%s (the procedures of IndexKV are %s, in %s.%s)"
                    .formatted(name, known, catalog.name(), Procedures.NAMESPACE))));
  }

  @Override
  public Identifier[] listProcedures(String[] namespace) {
    boolean here =
        namespace.length == 0
            || namespace.length == 1 && namespace[0].equalsIgnoreCase(Procedures.NAMESPACE);
    return Procedures.all().stream()
        .filter(one -> here)
        .map(one -> Identifier.of(new String[] {Procedures.NAMESPACE}, one.name()))
        .toArray(Identifier[]::new);
  }
}
