/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.row.RowColumn;
import io.indexkv.row.RowConversion;
import io.indexkv.row.RowConverter;
import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.codec.ColumnDefaults;
import io.indexkv.spark.codec.ColumnIds;
import io.indexkv.spark.codec.StoredRowLayout;
import io.indexkv.store.manifest.SchemaIds;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.connector.catalog.ColumnDefaultValue;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VarcharType;

/** What a change makes of one column. */
final class ColumnChange {
  /** What to do if a change of columns is refused. */
  static final String ANEW =
      "CREATE OR REPLACE TABLE … AS SELECT makes the table anew, with other columns or another key";

  private static final String COMMENT = "comment";

  private ColumnChange() {}

  /** A new column without an id. Its default is its value in the rows that are stored already. */
  static StructField added(String name, TableChange.AddColumn add) {
    if (!add.isNullable()) {
      throw new IllegalArgumentException(
          "column %s cannot be NOT NULL: the rows that are stored have no value there. Leave NOT NULL out"
              .formatted(name));
    }
    StructField column = stored(new StructField(name, add.dataType(), true, Metadata.empty()));
    StoredRowLayout.check(new StructType(new StructField[] {column}));
    if (add.comment() != null) {
      column = comment(column, add.comment());
    }
    ColumnDefaultValue value = add.defaultValue();
    if (value == null) {
      return column;
    }
    Literal literal = new Literal(value.getValue().value(), column.dataType());
    column =
        with(
            column,
            ColumnDefaults.CURRENT,
            value.getSql() == null ? literal.sql() : value.getSql());
    Expression checked =
        CharVarcharUtils.stringLengthCheck(
            literal, CharColumns.declared(column).orElse(column.dataType()));
    return ColumnIds.withInitial(with(column, ColumnDefaults.EXISTING, literal.sql()), checked);
  }

  /** The column as it is stored: CHAR and VARCHAR are strings with metadata. */
  private static StructField stored(StructField column) {
    StructType schema = new StructType(new StructField[] {column});
    return CharColumns.asStrings(schema).fields()[0];
  }

  static StructField comment(StructField column, String comment) {
    return comment == null ? without(column, COMMENT) : with(column, COMMENT, comment);
  }

  static StructField nullable(StructField column, boolean nullable, boolean isKey) {
    if (nullable == column.nullable()) {
      return column;
    }
    if (isKey) {
      throw new IllegalArgumentException(
          "column %s cannot become nullable: it is part of the key. %s"
              .formatted(column.name(), ANEW));
    }
    if (!nullable) {
      throw new IllegalArgumentException(
          "column %s cannot become NOT NULL: the rows that are stored may have null there. %s"
              .formatted(column.name(), ANEW));
    }
    return new StructField(column.name(), column.dataType(), true, column.metadata());
  }

  /**
   * The column with another default for rows that come. Rows that are stored keep their values.
   *
   * @param sql the default as text; empty or null for none
   */
  static StructField currentDefault(StructField column, String sql, boolean isKey) {
    if (sql == null || sql.isEmpty()) {
      return without(column, ColumnDefaults.CURRENT);
    }
    if (isKey) {
      throw new IllegalArgumentException(
          "column %s cannot have a default: it is part of the key".formatted(column.name()));
    }
    StructField changed = with(column, ColumnDefaults.CURRENT, sql);
    ColumnDefaults.current(changed, "ALTER TABLE ALTER COLUMN"); // throws if it is none
    return changed;
  }

  /** The column with a type that holds all values of its type. */
  static StructField type(StructField column, DataType type, boolean isKey) {
    DataType before = CharColumns.declared(column).orElse(column.dataType());
    if (before.equals(type)) {
      return column;
    }
    if (isKey) {
      throw new IllegalArgumentException(
          "column %s cannot change its type: it is part of the key. %s"
              .formatted(column.name(), ANEW));
    }
    StructField plain = without(without(column, CharColumns.METADATA), SchemaIds.INITIAL);
    StructField changed =
        stored(new StructField(column.name(), type, column.nullable(), plain.metadata()));
    StoredRowLayout.check(new StructType(new StructField[] {changed}));
    if (before instanceof VarcharType varchar) {
      if (type.equals(DataTypes.StringType)
          || type instanceof VarcharType longer && longer.length() >= varchar.length()) {
        return initial(column, changed);
      }
      throw refused(column, before, type);
    }
    if (CharColumns.declared(column).isPresent() || CharColumns.declared(changed).isPresent()) {
      throw refused(column, before, type);
    }
    try {
      return initial(column, changed);
    } catch (IllegalArgumentException e) {
      throw refused(column, before, type);
    }
  }

  /** Gives a column the initial value that it had with its old type. */
  private static StructField initial(StructField before, StructField after) {
    RowColumn old = column(before);
    RowConversion conversion = RowConversion.between(List.of(old), List.of(column(after)));
    return old.initial() == null
        ? after
        : ColumnIds.withInitial(after, RowConverter.copy(conversion, old.initial()));
  }

  private static RowColumn column(StructField field) {
    return SchemaIds.columns(new StructType(new StructField[] {field}).json()).get(0);
  }

  private static IllegalArgumentException refused(StructField column, DataType from, DataType to) {
    return new IllegalArgumentException(
        ("column %s of type %s cannot become %s: a type can only grow, from an integer to a wider"
                + " one or to a decimal, up to int or float to double, a decimal to more digits of"
                + " the same scale, and a varchar to a longer one. Add a column, and fill it")
            .formatted(column.name(), from.sql(), to.sql()));
  }

  private static StructField with(StructField column, String name, String value) {
    return new StructField(
        column.name(),
        column.dataType(),
        column.nullable(),
        new MetadataBuilder().withMetadata(column.metadata()).putString(name, value).build());
  }

  private static StructField without(StructField column, String name) {
    return new StructField(
        column.name(),
        column.dataType(),
        column.nullable(),
        new MetadataBuilder().withMetadata(column.metadata()).remove(name).build());
  }
}
