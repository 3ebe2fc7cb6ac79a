/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.codec.ColumnIds;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.store.Alteration;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.manifest.StoreProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Applies the changes of {@code ALTER TABLE} to the description of a version. Columns have ids, so
 * that stored rows keep their meaning: see {@code docs/row-layout.md}. Not thread-safe.
 */
public final class SchemaChange {
  private final List<StructField> columns;
  private final List<String> key;
  private final Map<String, String> properties;
  private int nextId;

  private SchemaChange(Manifest base) {
    StructType schema = (StructType) DataType.fromJson(base.schema());
    columns = new ArrayList<>(Arrays.asList(ColumnIds.with(schema).fields()));
    key = new ArrayList<>(base.keyColumns());
    properties = new TreeMap<>(base.properties());
    nextId = base.nextColumnId();
  }

  /**
   * The version with these changes, in their order.
   *
   * @param base a version whose schema Spark can read
   * @throws IllegalArgumentException if a change does not fit the columns; the message says why
   * @throws UnsupportedOperationException if no store can be changed in this way
   */
  public static Alteration of(Manifest base, TableChange... changes) {
    SchemaChange change = new SchemaChange(base);
    change.refuseReplace(changes);
    boolean schema = false;
    for (TableChange one : changes) {
      schema |= one instanceof TableChange.ColumnChange;
      change.apply(one);
    }
    // a version whose properties alone change keeps its schema as it was written
    return new Alteration(
        schema ? new StructType(change.columns.toArray(StructField[]::new)).json() : base.schema(),
        change.key,
        change.properties);
  }

  private void refuseReplace(TableChange... changes) {
    long dropped =
        Arrays.stream(changes).filter(TableChange.DeleteColumn.class::isInstance).count();
    if (dropped >= visible().size() && dropped > 0) {
      throw new UnsupportedOperationException(
          "a store cannot replace all of its columns, because its rows need their key %s: add, drop,"
                  .formatted(declaredKey())
              + " rename or alter single columns, or write a new store");
    }
  }

  private void apply(TableChange change) {
    if (change instanceof TableChange.SetProperty set) {
      requireChangeable(set.property());
      TableProperties.check(Map.of(set.property(), set.value()));
      properties.put(StoreProperties.TABLE + set.property(), set.value());
    } else if (change instanceof TableChange.RemoveProperty remove) {
      requireChangeable(remove.property());
      properties.remove(StoreProperties.TABLE + remove.property());
    } else if (change instanceof TableChange.AddColumn add) {
      add(add);
    } else if (change instanceof TableChange.DeleteColumn delete) {
      drop(delete);
    } else if (change instanceof TableChange.ColumnChange column) {
      int ordinal = ordinal(name(column));
      alter(ordinal, column);
    } else {
      throw unsupported(change);
    }
  }

  private static void requireChangeable(String property) {
    if (TableProperties.isReserved(property)) {
      throw new IllegalArgumentException(
          "property '%s' cannot change: the key and the place of a store stay. Write a new store with another key"
              .formatted(property));
    }
  }

  private static UnsupportedOperationException unsupported(TableChange change) {
    return new UnsupportedOperationException(
        "a store cannot be altered by " + change.getClass().getSimpleName());
  }

  private void alter(int ordinal, TableChange.ColumnChange change) {
    StructField column = columns.get(ordinal);
    boolean isKey = key.contains(column.name());
    if (change instanceof TableChange.RenameColumn rename) {
      rename(ordinal, rename.newName());
    } else if (change instanceof TableChange.UpdateColumnType update) {
      columns.set(ordinal, ColumnChange.type(column, update.newDataType(), isKey));
    } else if (change instanceof TableChange.UpdateColumnNullability update) {
      columns.set(ordinal, ColumnChange.nullable(column, update.nullable(), isKey));
    } else if (change instanceof TableChange.UpdateColumnComment update) {
      columns.set(ordinal, ColumnChange.comment(column, update.newComment()));
    } else if (change instanceof TableChange.UpdateColumnDefaultValue update) {
      columns.set(ordinal, ColumnChange.currentDefault(column, update.newDefaultValue(), isKey));
    } else if (change instanceof TableChange.UpdateColumnPosition update) {
      columns.remove(ordinal);
      columns.add(place(update.position()), column);
    } else {
      throw unsupported(change);
    }
  }

  private void add(TableChange.AddColumn add) {
    String name = name(add);
    requireNew(name);
    StructField column = ColumnChange.added(name, add);
    columns.add(place(add.position()), ColumnIds.with(column, nextId++));
  }

  private void drop(TableChange.DeleteColumn delete) {
    String name = name(delete);
    if (Boolean.TRUE.equals(delete.ifExists()) && find(name) < 0) {
      return;
    }
    int ordinal = ordinal(name);
    if (key.contains(columns.get(ordinal).name())) {
      throw new IllegalArgumentException(
          "column %s cannot be dropped: it is part of the key %s. %s"
              .formatted(columns.get(ordinal).name(), declaredKey(), ColumnChange.ANEW));
    }
    columns.remove(ordinal);
  }

  private void rename(int ordinal, String name) {
    StructField column = columns.get(ordinal);
    if (!ColumnNames.same(column.name(), name)) {
      requireNew(name);
    }
    key.replaceAll(one -> one.equals(column.name()) ? name : one);
    columns.set(
        ordinal, new StructField(name, column.dataType(), column.nullable(), column.metadata()));
  }

  private int place(TableChange.ColumnPosition position) {
    if (position == null) {
      return columns.size();
    }
    return position instanceof TableChange.After after ? ordinal(after.column()) + 1 : 0;
  }

  private static String name(TableChange.ColumnChange change) {
    String[] names = change.fieldNames();
    if (names.length != 1) {
      throw new UnsupportedOperationException(
          "%s is a field inside of a column, and a store changes whole columns only: add a column"
                  .formatted(String.join(".", names))
              + " with the type that you want, and fill it");
    }
    return names[0];
  }

  private void requireNew(String name) {
    if (find(name) >= 0) {
      throw new IllegalArgumentException(
          "there is a column %s already: take another name"
              .formatted(columns.get(find(name)).name()));
    }
  }

  private int ordinal(String name) {
    int ordinal = find(name);
    if (ordinal < 0 || isHidden(columns.get(ordinal))) {
      throw new IllegalArgumentException(
          "there is no column %s, the columns are %s".formatted(name, visible()));
    }
    return ordinal;
  }

  /** Names of the columns of the table. */
  private List<String> visible() {
    return columns.stream().filter(column -> !isHidden(column)).map(StructField::name).toList();
  }

  /** Names of those key columns that are columns of the table. */
  private List<String> declaredKey() {
    return RepeatedKeys.in(properties) ? RepeatedKeys.declared(key) : key;
  }

  /** Whether a column is none of the table's, but tells rows of equal keys apart. */
  private boolean isHidden(StructField column) {
    return RepeatedKeys.in(properties) && column.name().equals(RepeatedKeys.COLUMN);
  }

  private int find(String name) {
    int found = -1;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
      found = found < 0 && ColumnNames.same(columns.get(i).name(), name) ? i : found;
    }
    return found;
  }
}
