/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.catalog.IndexKvTable;
import io.indexkv.spark.catalog.StoreLocation;
import io.indexkv.spark.catalog.TableMaker;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.write.WriteColumns;
import java.util.Optional;
import org.apache.spark.sql.connector.catalog.constraints.Constraint;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;

/**
 * A table that tells Spark its key as a constraint. The store's writers have verified the key. Keys
 * that repeat are no constraint.
 */
public final class KeyedTable extends IndexKvTable {
  private static final String NAME = "key";

  private KeyedTable(
      String name,
      StoreLocation location,
      Optional<HadoopPinnedStore> store,
      WriteColumns columns) {
    super(name, location, store, columns);
  }

  /** Makes such tables. The catalogs load it by name. */
  public static final class Maker implements TableMaker {
    @Override
    public IndexKvTable make(
        String name,
        StoreLocation location,
        Optional<HadoopPinnedStore> store,
        WriteColumns columns) {
      return new KeyedTable(name, location, store, columns);
    }
  }

  @Override
  protected IndexKvTable make(
      String name,
      StoreLocation location,
      Optional<HadoopPinnedStore> store,
      WriteColumns columns) {
    return new KeyedTable(name, location, store, columns);
  }

  @Override
  public Constraint[] constraints() {
    if (keyColumns().isEmpty() || repeatsKeys()) {
      return new Constraint[0];
    }
    NamedReference[] columns =
        keyColumns().stream()
            .map(ColumnNames::quoted)
            .map(Expressions::column)
            .toArray(NamedReference[]::new);
    return new Constraint[] {
      Constraint.primaryKey(NAME, columns)
          .validationStatus(Constraint.ValidationStatus.VALID)
          .rely(true)
          .enforced(false) // Spark calls a constraint enforced if it checks it itself
          .build()
    };
  }
}
