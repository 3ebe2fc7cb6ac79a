/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.csv;

import io.indexkv.cli.error.InputException;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV as RFC 4180 has it: a cell in quotes may have separators, line ends and doubled quotes.
 * An empty cell without quotes is null.
 */
public final class CsvReader {
  private static final int END = -1;

  private final Reader in;
  private final char separator;
  private int next;
  private long line = 1;
  private long recordLine = 1;

  public CsvReader(Reader in, char separator) throws IOException {
    this.in = in;
    this.separator = separator;
    next = in.read();
    if (next == '\ufeff') {
      next = in.read();
    }
  }

  /**
   * The cells of one line.
   *
   * @throws UsageException if it is not one line of CSV
   */
  public static List<String> line(String text, char separator) {
    try {
      CsvReader reader = new CsvReader(new StringReader(text), separator);
      List<String> cells = reader.read();
      if (reader.next != END) {
        throw new UsageException("expected one line of CSV, found more: " + Text.escaped(text));
      }
      return cells == null ? List.of() : cells;
    } catch (InputException e) {
      throw new UsageException(e.getMessage().replaceFirst("line 1: ", ""), e);
    } catch (IOException e) {
      throw new IllegalStateException("a text can be read", e);
    }
  }

  /** The number of the line in which the record begins that was read last. */
  public long recordLine() {
    return recordLine;
  }

  /**
   * The next record, or null at the end. Lines without a character are left out.
   *
   * @throws InputException if it is not CSV
   */
  public List<String> read() throws IOException {
    while (next == '\n' || next == '\r') {
      endLine();
    }
    if (next == END) {
      return null;
    }
    recordLine = line;
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (next == separator) {
      next = in.read();
      cells.add(cell());
    }
    if (next != END) {
      endLine();
    }
    return cells;
  }

  private void endLine() throws IOException {
    if (next == '\r') {
      next = in.read();
      if (next == '\n') {
        next = in.read();
      }
    } else {
      next = in.read();
    }
    line++;
  }

  private String cell() throws IOException {
    if (next == '"') {
      return quoted();
    }
    StringBuilder cell = new StringBuilder();
    while (next != END && next != separator && next != '\n' && next != '\r') {
      if (next == '"') {
        throw new InputException(
            "line " + line + ": expected no quote inside a cell that does not begin with one");
      }
      cell.append((char) next);
      next = in.read();
    }
    return cell.length() == 0 ? null : cell.toString();
  }

  private String quoted() throws IOException {
    long begin = line;
    StringBuilder cell = new StringBuilder();
    while (true) {
      next = in.read();
      if (next == END) {
        throw new InputException("line " + begin + ": a quote is not closed");
      }
      if (next == '"') {
        next = in.read();
        if (next != '"') {
          break;
        }
      } else if (next == '\n') {
        line++;
      }
      cell.append((char) next);
    }
    if (next != END && next != separator && next != '\n' && next != '\r') {
      throw new InputException(
          "line " + line + ": expected a separator or the end of the line behind a quoted cell");
    }
    return cell.toString();
  }
}
