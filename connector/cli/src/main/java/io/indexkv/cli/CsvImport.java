/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.key.Keys;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns the records of a CSV file into entries. Not thread-safe. */
final class CsvImport {
  private final CsvReader csv;
  private final List<ImportColumn> columns;

  /** For each column its position in a record. */
  private final int[] cells;

  /** Number of cells of a record. */
  private final int width;

  /** For each column of the key its position among the columns. */
  private final int[] keys;

  private final KeyColumns key;
  private final RowLayout layout;
  private long records;

  private CsvImport(
      CsvReader csv, List<ImportColumn> columns, int[] cells, int width, List<String> keyNames) {
    this.csv = csv;
    this.columns = columns;
    this.cells = cells;
    this.width = width;
    List<String> names = columns.stream().map(ImportColumn::name).toList();
    keys = new int[keyNames.size()];
    List<KeyColumn> keyColumns = new ArrayList<>();
    for (int i = 0; i < keys.length; i++) {
      keys[i] = names.indexOf(keyNames.get(i));
      if (keys[i] < 0) {
        throw new UsageException(
            "--key: there is no column %s, there are %s"
                .formatted(Text.escaped(keyNames.get(i)), shown(names)));
      }
      keyColumns.add(columns.get(keys[i]).key());
    }
    key = new KeyColumns(keyColumns);
    layout = new RowLayout(columns.stream().map(ImportColumn::column).toArray(Column[]::new));
  }

  /**
   * Prepares an import.
   *
   * @param existing the store that is changed; null if all entries are new
   * @param given the columns that the user named; null for none
   * @param keyNames the columns of the key; empty for those of the store
   * @throws UsageException if file, store and options do not fit together
   */
  static CsvImport of(
      CsvReader csv,
      EntryColumns existing,
      List<ImportColumn> given,
      List<String> keyNames,
      boolean noHeader)
      throws IOException {
    List<ImportColumn> columns = existing == null ? given : ofStore(existing, given, keyNames);
    List<String> keys = existing == null ? keyNames : existing.key().names();
    if (keys.isEmpty()) {
      throw new UsageException("expected --key with the columns of the key");
    }
    if (noHeader) {
      if (columns == null) {
        throw new UsageException("--no-header: expected --columns with the names and types");
      }
      int[] cells = new int[columns.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = i;
      }
      return new CsvImport(csv, columns, cells, cells.length, keys);
    }
    List<String> header = csv.read();
    if (header == null) {
      throw new UsageException(
          "expected a line with the names of the columns, found an empty file");
    }
    requireNames(header);
    if (columns == null) {
      columns = header.stream().map(ImportColumn::ofStrings).toList();
    }
    int[] cells = new int[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = header.indexOf(columns.get(i).name());
      if (cells[i] < 0) {
        throw new UsageException(
            "the file has no column %s, it has %s"
                .formatted(Text.escaped(columns.get(i).name()), shown(header)));
      }
    }
    return new CsvImport(csv, columns, cells, header.size(), keys);
  }

  private static void requireNames(List<String> header) {
    Set<String> names = new HashSet<>();
    for (String name : header) {
      if (name == null || !names.add(name)) {
        throw new UsageException(
            "line 1: expected a name of its own for each column, found %s %s"
                .formatted(
                    name == null ? "none" : Text.escaped(name), name == null ? "" : "twice"));
      }
    }
  }

  private static List<ImportColumn> ofStore(
      EntryColumns existing, List<ImportColumn> given, List<String> keyNames) {
    if (given != null) {
      throw new UsageException("--columns: the store that is changed has its own types");
    }
    if (!keyNames.isEmpty() && !keyNames.equals(existing.key().names())) {
      throw new UsageException(
          "--key: expected the key of the store, %s, found %s"
              .formatted(shown(existing.key().names()), shown(keyNames)));
    }
    String label = existing.manifest().properties().get(StoreProperties.VALUE_ENCODING);
    List<ImportColumn> columns = existing.fields().stream().map(ImportColumn::of).toList();
    List<String> names = columns.stream().map(ImportColumn::name).toList();
    if (!SchemaRows.LAYOUT.equals(label) || !names.containsAll(existing.key().names())) {
      throw new UsageException(
          "the store was not written with rows that have the key's columns",
          "change it with the program that wrote it");
    }
    for (KeyColumn column : existing.key().columns()) {
      KeyColumn own = columns.get(names.indexOf(column.name())).key();
      if (!own.type().equals(column.type())) {
        throw new UsageException(
            "key column %s of the store is %s, its rows have %s"
                .formatted(Text.escaped(column.name()), column.type(), own.type()),
            "change it with the program that wrote it");
      }
    }
    return columns;
  }

  private static String shown(List<String> names) {
    return Text.escaped(String.join(", ", names));
  }

  /** Number of records that were read. */
  long records() {
    return records;
  }

  /** Reads and checks all records, and writes nothing. Returns 0. */
  long check() throws IOException {
    Keys<Object> keys = key.plainKeys();
    for (Object[] values = next(); values != null; values = next()) {
      encode(keys, values);
      layout.row(values);
    }
    return 0;
  }

  /**
   * Writes all records.
   *
   * @return the version that it made
   */
  long write(StoreAt store, WriteOptions options) throws IOException {
    Keys<Object> keys = key.plainKeys();
    WriteOptions named = options.keyColumns(key.names().toArray(String[]::new));
    try (StoreWriter<Object, Row> writer =
        Store.write(store.storage(), keys, Values.row(layout), named)) {
      for (Object[] values = next(); values != null; values = next()) {
        add(writer, values);
      }
      return writer.commit();
    }
  }

  private void add(StoreWriter<Object, Row> writer, Object[] values) throws IOException {
    try {
      writer.add(keyOf(values), layout.row(values));
    } catch (IllegalArgumentException e) {
      throw atLine(e);
    }
  }

  private InputException atLine(IllegalArgumentException e) {
    return new InputException("line " + csv.recordLine() + ": " + e.getMessage());
  }

  /** Fails with the number of the line if the key cannot be encoded. */
  private void encode(Keys<Object> keys, Object[] values) throws InputException {
    try {
      keys.encode(keyOf(values));
    } catch (IllegalArgumentException e) {
      throw atLine(e);
    }
  }

  /** The key as {@link KeyColumns#plainKeys()} takes it. */
  private Object keyOf(Object[] values) {
    if (keys.length == 1) {
      return values[keys[0]];
    }
    List<Object> columns = new ArrayList<>(keys.length);
    for (int i : keys) {
      columns.add(values[i]);
    }
    return columns;
  }

  private List<String> read() throws IOException {
    try {
      return csv.read();
    } catch (CharacterCodingException e) {
      throw new InputException(
          "the file is not UTF-8 behind line " + csv.recordLine() + "; convert it with iconv");
    }
  }

  /** The values of the next record, or null at the end. */
  private Object[] next() throws IOException {
    List<String> record = read();
    if (record == null) {
      return null;
    }
    long line = csv.recordLine();
    if (record.size() != width) {
      throw new InputException(
          "line %d: expected %d cells, found %d".formatted(line, width, record.size()));
    }
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      String cell = record.get(cells[i]);
      values[i] = cell == null ? null : columns.get(i).parse(cell, line);
    }
    for (int i : keys) {
      if (values[i] == null) {
        throw new InputException(
            "line %d: column %s of the key is empty"
                .formatted(line, Text.escaped(columns.get(i).name())));
      }
    }
    records++;
    return values;
  }
}
