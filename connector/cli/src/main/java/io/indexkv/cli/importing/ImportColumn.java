/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.cli.error.InputException;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.cli.store.KeyColumn;
import io.indexkv.store.manifest.SchemaType;
import io.indexkv.value.Column;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of an import: its type, and how it reads a cell of text.
 *
 * @param charLength length to which a CHAR column is filled up with spaces; 0 for other types
 * @param maxLength maximum number of characters; 0 for no limit
 */
public record ImportColumn(Column column, int charLength, int maxLength) {
  private static final Pattern DECIMAL =
      Pattern.compile("(?:decimal|numeric)(?:\\( *(\\d{1,2}) *(?:, *(\\d{1,2}) *)?\\))?");
  private static final Pattern DEFINITION = Pattern.compile("(`(?:[^`]|``)+`|\\S+)\\s+(\\S.*)");

  /** A column of strings. */
  public static ImportColumn ofStrings(String name) {
    return new ImportColumn(Column.string(name), 0, 0);
  }

  /**
   * Reads columns as SQL defines them: {@code iata STRING, latitude DOUBLE}.
   *
   * @throws UsageException if the text is not such a list
   */
  public static List<ImportColumn> parse(String text) {
    List<ImportColumn> columns = new ArrayList<>();
    for (String definition : split(text)) {
      Matcher parts = DEFINITION.matcher(definition.strip());
      if (!parts.matches()) {
        throw new UsageException(
            "--columns: expected a name and a type such as 'city STRING', found '"
                + Text.escaped(definition.strip())
                + "'");
      }
      String name = parts.group(1);
      if (name.startsWith("`")) {
        name = name.substring(1, name.length() - 1).replace("``", "`");
      }
      columns.add(new ImportColumn(column(name, parts.group(2).strip()), 0, 0));
    }
    return columns;
  }

  /** The parts between commas that are in neither parentheses nor backquotes. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '`';
      if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
      } else if (!quoted && c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Column column(String name, String type) {
    String folded = type.toLowerCase(Locale.ROOT);
    Matcher decimal = DECIMAL.matcher(folded);
    if (decimal.matches()) {
      int precision = decimal.group(1) == null ? 10 : Integer.parseInt(decimal.group(1));
      int scale = decimal.group(2) == null ? 0 : Integer.parseInt(decimal.group(2));
      try {
        return Column.decimal(name, precision, scale);
      } catch (IllegalArgumentException e) {
        throw new UsageException(e.getMessage(), e);
      }
    }
    return switch (folded) {
      case "boolean" -> Column.bool(name);
      case "byte", "tinyint" -> Column.int8(name);
      case "short", "smallint" -> Column.int16(name);
      case "int", "integer" -> Column.int32(name);
      case "long", "bigint" -> Column.int64(name);
      case "float", "real" -> Column.float32(name);
      case "double" -> Column.float64(name);
      case "date" -> Column.date(name);
      case "timestamp" -> Column.timestamp(name);
      case "timestamp_ntz" -> Column.timestampNtz(name);
      case "string" -> Column.string(name);
      case "binary" -> Column.bytes(name);
      default ->
          throw new UsageException(
              "column %s: expected one of boolean, tinyint, smallint, int, bigint, float, double,"
                      .formatted(Text.escaped(name))
                  + " decimal(p,s), date, timestamp, timestamp_ntz, string and binary, found "
                  + Text.escaped(type));
    };
  }

  /**
   * The column of a field that a store has.
   *
   * @throws UsageException if its type cannot be imported
   */
  public static ImportColumn of(StoreField field) {
    if (!(field.type() instanceof SchemaType.Atomic atomic)
        || atomic.name().startsWith("interval")
        || atomic.name().equals("nested")) {
      throw new UsageException(
          "column %s of the store is %s, which CSV cannot have"
              .formatted(Text.escaped(field.name()), EntryColumns.typeText(field.type())),
          "write it with Spark");
    }
    Column column = column(field.name(), atomic.name());
    return new ImportColumn(column, field.charLength(), field.maxLength());
  }

  public String name() {
    return column.name();
  }

  /** The column of a store that it becomes. */
  public StoreField field() {
    String type =
        switch (column.type()) {
          case INT8 -> "byte";
          case INT16 -> "short";
          case INT32 -> "integer";
          case INT64 -> "long";
          case FLOAT32 -> "float";
          case FLOAT64 -> "double";
          case DECIMAL -> "decimal(" + column.precision() + "," + column.scale() + ")";
          default -> column.type().name().toLowerCase(Locale.ROOT);
        };
    return StoreField.of(name(), new SchemaType.Atomic(type));
  }

  /**
   * Reads a cell.
   *
   * @param place where the cell is, for messages
   * @return a value of the class that the column's type has
   * @throws InputException if the cell has no value of this type
   */
  public Object parse(String cell, String place) throws InputException {
    try {
      return value(cell);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new InputException(
          "%s, column %s: expected %s, found '%s'"
              .formatted(place, Text.escaped(name()), expected(), Text.escaped(cell)));
    }
  }

  private Object value(String cell) {
    return switch (column.type()) {
      case BOOLEAN -> KeyColumn.bool(cell);
      case INT8 -> Byte.valueOf(cell);
      case INT16 -> Short.valueOf(cell);
      case INT32 -> Integer.valueOf(cell);
      case INT64 -> Long.valueOf(cell);
      case FLOAT32 -> Float.valueOf(cell);
      case FLOAT64 -> Double.valueOf(cell);
      case DATE -> LocalDate.parse(cell);
      case TIMESTAMP -> instant(cell);
      case TIMESTAMP_NTZ -> LocalDateTime.parse(cell.replace(' ', 'T'));
      case DECIMAL -> decimal(cell);
      case STRING -> string(cell);
      case BINARY, OPAQUE -> KeyColumn.bytes(cell);
    };
  }

  private BigDecimal decimal(String cell) {
    BigDecimal decimal = new BigDecimal(cell);
    io.indexkv.key.Decimals.unscaled(decimal, column.precision(), column.scale());
    return decimal;
  }

  private String string(String cell) {
    if (maxLength > 0 && cell.codePointCount(0, cell.length()) > maxLength) {
      throw new IllegalArgumentException("too long");
    }
    return KeyColumn.filled(cell, charLength);
  }

  private static Instant instant(String cell) {
    return OffsetDateTime.parse(cell.replace(' ', 'T')).toInstant();
  }

  private String expected() {
    return switch (column.type()) {
      case BOOLEAN -> "true or false";
      case DATE -> "a date such as 2026-11-28";
      case TIMESTAMP -> "a time with a zone such as 2026-11-28T03:00:00Z";
      case TIMESTAMP_NTZ -> "a time such as 2026-11-28T03:00:00";
      case DECIMAL ->
          "a number with at most %d digits, %d of them behind the point"
              .formatted(column.precision(), column.scale());
      case STRING -> "at most " + maxLength + " characters";
      case BINARY, OPAQUE -> "bytes as hexadecimal digits such as 0x00ff";
      default ->
          "a number of type " + KeyColumn.typeName(column.type().name().toLowerCase(Locale.ROOT));
    };
  }
}
