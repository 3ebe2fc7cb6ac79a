/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.store;

import io.indexkv.Store;
import io.indexkv.Version;
import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.manifest.SchemaType;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.value.SchemaValues;
import io.indexkv.value.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of the entries of a version, as users see them. Where values are rows that have the
 * key's columns, they are the columns of the row. Otherwise the key's columns come first.
 */
public final class EntryColumns {
  /** A column: its name, the name of its type, and whether it belongs to the key. */
  public record Column(String name, String type, boolean key) {}

  private final Manifest manifest;
  private final String valueLabel;
  private final KeyColumns key;

  /** Null if values are not rows. */
  private final SchemaValues rows;

  private final boolean keyInRow;
  private final List<Column> columns = new ArrayList<>();

  private EntryColumns(Manifest manifest) {
    this.manifest = manifest;
    valueLabel = manifest.properties().getOrDefault(StoreProperties.VALUE_ENCODING, "");
    rows = valueLabel.equals(SchemaRows.LAYOUT) ? rows(manifest) : null;
    List<SchemaType.Field> fields = rows == null ? List.of() : rows.schema().fields();
    key = KeyColumns.of(manifest, fields);
    Set<String> names = new HashSet<>();
    fields.forEach(field -> names.add(field.name()));
    keyInRow = names.containsAll(key.names());
    if (!keyInRow) {
      for (KeyColumn column : key.columns()) {
        columns.add(new Column(column.name(), KeyColumn.typeName(column.type().label()), true));
      }
    }
    for (SchemaType.Field field : fields) {
      String type = field.declared().isEmpty() ? typeText(field.type()) : field.declared();
      columns.add(new Column(field.name(), type, keyInRow && key.names().contains(field.name())));
    }
    if (rows == null) {
      columns.add(new Column("value", valueLabel, false));
    }
  }

  public static EntryColumns of(Manifest manifest) {
    return new EntryColumns(manifest);
  }

  private static SchemaValues rows(Manifest manifest) {
    try {
      return new SchemaValues(manifest.schema());
    } catch (IllegalArgumentException e) {
      throw new UnsupportedFormatException(
          "version " + manifest.version() + " has rows that cannot be read: " + e.getMessage());
    }
  }

  /** The name of a type as SQL has it. */
  public static String typeText(SchemaType type) {
    if (type instanceof SchemaType.Array array) {
      return "array<" + typeText(array.element()) + ">";
    }
    if (type instanceof SchemaType.MapOf map) {
      return "map<" + typeText(map.key()) + "," + typeText(map.value()) + ">";
    }
    if (type instanceof SchemaType.Struct struct) {
      List<String> fields = new ArrayList<>();
      struct.fields().forEach(field -> fields.add(field.name() + ":" + typeText(field.type())));
      return "struct<" + String.join(",", fields) + ">";
    }
    String name = ((SchemaType.Atomic) type).name();
    return switch (name) {
      case "byte" -> "tinyint";
      case "short" -> "smallint";
      case "integer" -> "int";
      case "long" -> "bigint";
      default -> name;
    };
  }

  public Manifest manifest() {
    return manifest;
  }

  public KeyColumns key() {
    return key;
  }

  /** The fields of the rows; empty if values are not rows. */
  public List<SchemaType.Field> fields() {
    return rows == null ? List.of() : rows.schema().fields();
  }

  public List<Column> columns() {
    return columns;
  }

  /** The type of each column, as a schema names it: unsigned numbers have the next larger one. */
  public List<SchemaType> types() {
    List<SchemaType> types = new ArrayList<>();
    if (!keyInRow) {
      for (KeyColumn column : key.columns()) {
        types.add(new SchemaType.Atomic(schemaName(column.type().label())));
      }
    }
    fields().forEach(field -> types.add(field.type()));
    if (rows == null) {
      types.add(new SchemaType.Atomic(schemaName(valueLabel)));
    }
    return types;
  }

  private static String schemaName(String label) {
    return switch (label) {
      case "int8" -> "byte";
      case "int16" -> "short";
      case "int32", "uint8", "uint16" -> "integer";
      case "int64", "uint32" -> "long";
      case "uint64" -> "decimal(20,0)";
      case "uuid", "utf8" -> "string";
      case "boolean", "date", "timestamp", "timestamp_ntz", "string", "binary" -> label;
      default -> label.startsWith("decimal(") ? label : "binary";
    };
  }

  /** The schema of the columns as the manifest has it; empty if it does not have all of them. */
  public String schema() {
    return keyInRow && rows != null ? manifest.schema() : "";
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** Opens the version for lookups. */
  public Store<List<Object>, byte[]> open(StoreAt store) throws IOException {
    return Store.open(
        store.storage(),
        key.keys(),
        new RawValues(valueLabel),
        store.reading().at(Version.number(manifest.version())));
  }

  /** Decodes an entry: an element for each column. */
  public List<Object> values(List<Object> entryKey, byte[] value) {
    try {
      List<Object> values = new ArrayList<>();
      if (!keyInRow) {
        values.addAll(key.shown(entryKey));
      }
      if (rows == null) {
        values.add(value(value));
      } else {
        values.addAll(rows.decode(value));
      }
      return values;
    } catch (IllegalArgumentException e) {
      throw new CorruptFileException(
          "version %d, key %s: %s"
              .formatted(manifest.version(), key.text(entryKey), e.getMessage()));
    }
  }

  private Object value(byte[] value) {
    return switch (valueLabel) {
      case "utf8" -> Values.string().decode(value);
      case "int64" -> Values.int64().decode(value);
      default -> value;
    };
  }
}
