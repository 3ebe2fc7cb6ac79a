/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.store;

import io.indexkv.cli.csv.CsvReader;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.output.ValueText;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.key.KeyType;
import io.indexkv.key.Keys;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.SchemaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The columns of a store's key. Users write a key of one column as it is, and one of several as a
 * line of CSV.
 */
public record KeyColumns(List<KeyColumn> columns) {
  /** Marks a key that begins with a hyphen, which would look like an option otherwise. */
  public static final char MARK = '\0';

  private static final Pattern CHAR = Pattern.compile("char\\((\\d{1,9})\\)");

  public static KeyColumns of(Manifest manifest, List<SchemaType.Field> rowColumns) {
    List<KeyColumn> columns = new ArrayList<>();
    for (int i = 0; i < manifest.keyColumns().size(); i++) {
      String name = manifest.keyColumns().get(i);
      KeyType type;
      try {
        type = KeyType.of(manifest.keyTypes().get(i));
      } catch (IllegalArgumentException e) {
        throw new UnsupportedFormatException(
            "this indexkv does not know the type of key column " + name + ": " + e.getMessage());
      }
      int length =
          rowColumns.stream()
              .filter(field -> field.name().equals(name))
              .mapToInt(KeyColumns::charLength)
              .findFirst()
              .orElse(0);
      columns.add(new KeyColumn(name, type, length));
    }
    return new KeyColumns(columns);
  }

  /** The length of a CHAR column's values; 0 for any other column. */
  public static int charLength(SchemaType.Field field) {
    Matcher declared = CHAR.matcher(field.declared());
    boolean text = field.type().equals(new SchemaType.Atomic("string"));
    return text && declared.matches() ? Integer.parseInt(declared.group(1)) : 0;
  }

  /** Keys as lists with an element for each column, also if it is only one. */
  public Keys<List<Object>> keys() {
    return Keys.composite(columns.stream().map(KeyColumn::keys).toArray(Keys<?>[]::new));
  }

  /** Keys as lists, or as single values if the key has one column. */
  @SuppressWarnings("unchecked") // the caller gives what parse() of the columns returns
  public Keys<Object> plainKeys() {
    Keys<?> keys = columns.size() == 1 ? columns.get(0).keys() : keys();
    return (Keys<Object>) keys;
  }

  public List<String> names() {
    return columns.stream().map(KeyColumn::name).toList();
  }

  /**
   * Reads a key.
   *
   * @throws UsageException if the text is not a key of these types
   */
  public List<Object> parse(String text) {
    List<Object> key = parseSome(text);
    if (key.size() < columns.size()) {
      throw new UsageException(
          "expected a key of %d columns %s, separated by commas, found %d in '%s'"
              .formatted(columns.size(), names(), key.size(), unmarked(text)));
    }
    return key;
  }

  /** Reads the first columns of a key. */
  public List<Object> parseSome(String text) {
    String plain = text.startsWith(String.valueOf(MARK)) ? text.substring(1) : text;
    if (columns.size() == 1) {
      return List.of(columns.get(0).parse(plain));
    }
    List<String> cells = CsvReader.line(plain, ',');
    if (cells.size() > columns.size()) {
      throw new UsageException(
          "expected a key of %d columns %s, found %d in '%s'"
              .formatted(columns.size(), names(), cells.size(), unmarked(text)));
    }
    List<Object> key = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i) == null ? "" : cells.get(i);
      key.add(columns.get(i).parse(cell));
    }
    return key;
  }

  public static String unmarked(String text) {
    return Text.escaped(text.startsWith(String.valueOf(MARK)) ? text.substring(1) : text);
  }

  /** The smallest key that begins with these columns. */
  public List<Object> smallest(List<Object> first) {
    List<Object> key = new ArrayList<>(first);
    for (int i = first.size(); i < columns.size(); i++) {
      key.add(columns.get(i).smallest());
    }
    return key;
  }

  /** The columns as this program shows them. */
  public List<Object> shown(List<Object> key) {
    List<Object> shown = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      shown.add(columns.get(i).shown(key.get(i)));
    }
    return shown;
  }

  /** A key for people, on one line. */
  public String text(List<Object> key) {
    List<String> texts = shown(key).stream().map(ValueText::shown).toList();
    return columns.size() == 1
        ? texts.get(0)
        : texts.stream().collect(Collectors.joining(",", "(", ")"));
  }

  /** Whether a key begins with these columns, or its only column with this text. */
  public boolean startsWith(List<Object> key, List<Object> prefix) {
    if (columns.size() > 1) {
      for (int i = 0; i < prefix.size(); i++) {
        if (!equal(key.get(i), prefix.get(i))) {
          return false;
        }
      }
      return true;
    }
    Object only = key.get(0);
    if (only instanceof String text) {
      return text.startsWith((String) prefix.get(0));
    }
    byte[] bytes = (byte[]) only;
    byte[] begin = (byte[]) prefix.get(0);
    return bytes.length >= begin.length
        && Arrays.equals(bytes, 0, begin.length, begin, 0, begin.length);
  }

  private static boolean equal(Object a, Object b) {
    return a instanceof byte[] bytes ? Arrays.equals(bytes, (byte[]) b) : comparedEqual(a, b);
  }

  /** Decimals are equal if their numbers are, whatever their scales. */
  private static boolean comparedEqual(Object a, Object b) {
    return a instanceof java.math.BigDecimal decimal
        ? decimal.compareTo((java.math.BigDecimal) b) == 0
        : a.equals(b);
  }

  /**
   * The beginning of keys that the user wants.
   *
   * @throws UsageException if keys of this type have no beginning
   */
  public List<Object> parsePrefix(String text) {
    String plain = text.startsWith(String.valueOf(MARK)) ? text.substring(1) : text;
    if (columns.size() > 1) {
      return parseSome(plain);
    }
    KeyColumn only = columns.get(0);
    if (only.type() == KeyType.STRING) {
      return List.of(plain);
    }
    if (only.type() != KeyType.BINARY) {
      throw new UsageException(
          "--prefix: expected a key of type string or binary, or of several columns, the store has "
              + only.type(),
          "use --from and --to");
    }
    return List.of(only.parse(plain));
  }
}
