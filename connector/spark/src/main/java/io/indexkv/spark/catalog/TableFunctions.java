/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.compat.Unchecked;
import io.indexkv.spark.function.LookupFunction;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;

/** The functions of tables: a function's namespace is the name of a table. */
final class TableFunctions {
  private TableFunctions() {}

  /**
   * A function of a table. If the table does not exist, Spark's error for that is thrown.
   *
   * @param catalog name of the catalog
   * @param newest finds a table's store
   */
  static UnboundFunction load(
      String catalog, Identifier ident, Function<Identifier, Optional<HadoopPinnedStore>> newest)
      throws NoSuchFunctionException {
    int last = ident.namespace().length - 1;
    if (last < 0 || !LookupFunction.isName(ident.name())) {
      throw new NoSuchFunctionException(ident);
    }
    Identifier table =
        Identifier.of(Arrays.copyOf(ident.namespace(), last), ident.namespace()[last]);
    HadoopPinnedStore store =
        newest.apply(table).orElseThrow(() -> Unchecked.thrown(new NoSuchTableException(table)));
    return new LookupFunction(catalog + "." + Warehouse.shown(ident.namespace()), store);
  }

  /** The functions of a namespace; none if it is no table. */
  static Identifier[] list(
      String[] namespace, Function<Identifier, Optional<HadoopPinnedStore>> newest) {
    int last = namespace.length - 1;
    if (last < 0
        || newest.apply(Identifier.of(Arrays.copyOf(namespace, last), namespace[last])).isEmpty()) {
      return new Identifier[0];
    }
    return new Identifier[] {Identifier.of(namespace, LookupFunction.NAME)};
  }
}
