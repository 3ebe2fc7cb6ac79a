/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.cli.csv.CsvReader;
import io.indexkv.cli.error.InputException;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.rows.RowBuffer;
import io.indexkv.value.Column;
import io.indexkv.value.RowLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The records of CSV files. */
public final class CsvRows implements RowSource {
  private static final int BUFFER = 1 << 16;

  private final List<SourceFile> files;
  private final char separator;
  private final boolean noHeader;

  /** Null before the first file, if it says them. */
  private List<ImportColumn> columns;

  private RowLayout layout;
  private int nextFile;
  private Reader in;
  private CsvReader csv;

  /** For each column its position in a record. */
  private int[] cells;

  /** Number of cells of a record. */
  private int width;

  private CsvRows(
      List<SourceFile> files, char separator, boolean noHeader, List<ImportColumn> columns) {
    this.files = files;
    this.separator = separator;
    this.noHeader = noHeader;
    this.columns = columns;
  }

  /**
   * Opens the files.
   *
   * @param columns the columns to read; null for those of the first file, as strings
   * @param noHeader whether the first line of a file has data
   * @throws UsageException if a file does not have the columns
   */
  public static CsvRows open(
      List<SourceFile> files, char separator, boolean noHeader, List<ImportColumn> columns)
      throws IOException {
    if (noHeader && columns == null) {
      throw new UsageException("--no-header: expected --columns with the names and types");
    }
    CsvRows rows = new CsvRows(files, separator, noHeader, columns);
    try {
      rows.nextFile();
      return rows;
    } catch (IOException | RuntimeException e) {
      try (rows) {
        throw e;
      }
    }
  }

  private static List<String> header(CsvReader csv) throws IOException {
    List<String> header = csv.read();
    if (header == null) {
      throw new UsageException(
          "expected a line with the names of the columns, found an empty file");
    }
    Set<String> names = new HashSet<>();
    for (String name : header) {
      if (name == null || !names.add(name)) {
        throw new UsageException(
            "line 1: expected a name of its own for each column, found %s %s"
                .formatted(
                    name == null ? "none" : Text.escaped(name), name == null ? "" : "twice"));
      }
    }
    return header;
  }

  /** Opens a file. Bytes that are not UTF-8 fail. */
  private static Reader reader(SourceFile file) throws IOException {
    var decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new BufferedReader(new InputStreamReader(file.open(), decoder), BUFFER);
  }

  private boolean nextFile() throws IOException {
    close();
    if (nextFile == files.size()) {
      return false;
    }
    in = reader(files.get(nextFile++));
    csv = new CsvReader(in, separator);
    begin(noHeader ? null : header(csv));
    return true;
  }

  /**
   * Begins a file.
   *
   * @param header its names of columns; null if it has none
   */
  private void begin(List<String> header) {
    if (columns == null) {
      columns = header.stream().map(ImportColumn::ofStrings).toList();
    }
    layout = new RowLayout(columns.stream().map(ImportColumn::column).toArray(Column[]::new));
    cells = new int[columns.size()];
    width = header == null ? cells.length : header.size();
    for (int i = 0; i < cells.length; i++) {
      cells[i] = header == null ? i : header.indexOf(columns.get(i).name());
      if (cells[i] < 0) {
        throw new UsageException(
            "the file has no column %s, it has %s"
                .formatted(
                    Text.escaped(columns.get(i).name()), Text.escaped(String.join(", ", header))));
      }
    }
  }

  @Override
  public List<StoreField> columns() {
    return columns.stream().map(ImportColumn::field).toList();
  }

  @Override
  public boolean next(RowBuffer row) throws IOException {
    List<String> record = read();
    while (record == null) {
      if (!nextFile()) {
        return false;
      }
      record = read();
    }
    if (record.size() != width) {
      throw new InputException(
          "%s: expected %d cells, found %d".formatted(place(), width, record.size()));
    }
    Object[] values = new Object[cells.length];
    for (int i = 0; i < values.length; i++) {
      String cell = record.get(cells[i]);
      values[i] = cell == null ? null : columns.get(i).parse(cell, place());
    }
    try {
      row.set(layout.row(values).bytes());
    } catch (IllegalArgumentException e) {
      throw new InputException(place() + ": " + e.getMessage());
    }
    return true;
  }

  private List<String> read() throws IOException {
    try {
      return csv.read();
    } catch (CharacterCodingException e) {
      throw new InputException(
          "the file is not UTF-8 behind " + place() + "; convert it with iconv");
    } catch (InputException e) {
      throw files.size() == 1 ? e : new InputException(fileName() + e.getMessage());
    }
  }

  @Override
  public String place() {
    return fileName() + "line " + csv.recordLine();
  }

  /** The file's name with a comma, if there are several files. */
  private String fileName() {
    return files.size() == 1 ? "" : Text.escaped(files.get(nextFile - 1).name()) + ", ";
  }

  @Override
  public OptionalLong expected() {
    return OptionalLong.empty();
  }

  @Override
  public List<byte[]> sample(List<StoreField> key) {
    return List.of();
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }
}
