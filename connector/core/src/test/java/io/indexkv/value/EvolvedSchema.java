/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import io.indexkv.store.manifest.SchemaColumn;
import io.indexkv.store.manifest.SchemaIds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A schema whose columns have ids. Tests change it and compare what becomes of its rows.
 *
 * @param columns in their order
 */
public record EvolvedSchema(List<Field> columns) {

  /**
   * A column.
   *
   * @param initial its value in rows of schemas without it; null for null
   */
  public record Field(int id, Column column, Object initial) {}

  /** A schema in which the id of each column is its position. */
  public static EvolvedSchema of(Column... columns) {
    List<Field> fields = new ArrayList<>();
    for (Column column : columns) {
      fields.add(new Field(fields.size(), column, null));
    }
    return new EvolvedSchema(fields);
  }

  /** The schema with one more column at its end. */
  public EvolvedSchema add(int id, Column column, Object initial) {
    List<Field> fields = new ArrayList<>(columns);
    fields.add(new Field(id, column, initial));
    return new EvolvedSchema(fields);
  }

  public EvolvedSchema drop(String name) {
    return new EvolvedSchema(
        columns.stream().filter(field -> !field.column().name().equals(name)).toList());
  }

  /** The schema with another name or type of a column. */
  public EvolvedSchema change(String name, Column column) {
    return new EvolvedSchema(
        columns.stream()
            .map(
                field ->
                    field.column().name().equals(name)
                        ? new Field(field.id(), column, field.initial())
                        : field)
            .toList());
  }

  public RowLayout layout() {
    return new RowLayout(columns.stream().map(Field::column).toArray(Column[]::new));
  }

  /** The schema as JSON, with ids and initial values in the metadata. */
  public String json() {
    StringBuilder json = new StringBuilder("{\"type\":\"struct\",\"fields\":[");
    String separator = "";
    for (Field field : columns) {
      String column =
          SchemaColumn.parse(RowSchema.json(new RowLayout(field.column()))).get(0).type();
      json.append(separator)
          .append("{\"name\":\"%s\",\"type\":\"%s\"".formatted(field.column().name(), column))
          .append(",\"nullable\":true,\"metadata\":{\"%s\":%d".formatted(SchemaIds.ID, field.id()));
      if (field.initial() != null) {
        byte[] row = new RowLayout(field.column()).row(field.initial()).bytes();
        json.append(",\"%s\":\"%s\"".formatted(SchemaIds.INITIAL, HexFormat.of().formatHex(row)));
      }
      json.append("}}");
      separator = ",";
    }
    return json.append("]}").toString();
  }

  /** The values of a row of this schema as a row of a newer one has them. */
  public Object[] values(EvolvedSchema newer, Object... values) {
    Object[] converted = new Object[newer.columns.size()];
    for (int i = 0; i < converted.length; i++) {
      Field to = newer.columns.get(i);
      int from = position(to.id());
      converted[i] = from < 0 ? to.initial() : widened(values[from], to.column());
    }
    return converted;
  }

  private int position(int id) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).id() == id) {
        return i;
      }
    }
    return -1;
  }

  private static Object widened(Object value, Column to) {
    if (!(value instanceof Number number)) {
      return value;
    }
    return switch (to.type()) {
      case INT16 -> number.shortValue();
      case INT32 -> number.intValue();
      case INT64 -> number.longValue();
      case FLOAT64 -> number.doubleValue();
      case DECIMAL -> new BigDecimal(Objects.toString(number)).setScale(to.scale());
      default -> value;
    };
  }
}
