/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.cli.error.InputException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  private static List<List<String>> records(String text) throws IOException {
    CsvReader reader = new CsvReader(new StringReader(text), ',');
    List<List<String>> records = new ArrayList<>();
    for (List<String> record = reader.read(); record != null; record = reader.read()) {
      records.add(record);
    }
    return records;
  }

  @Test
  void readsCellsWithAndWithoutQuotes() throws IOException {
    assertThat(records("a,b\r\n1,\"x \"\"y\"\", z\"\n\n\"two\nlines\",\n\"\",end"))
        .containsExactly(
            List.of("a", "b"),
            List.of("1", "x \"y\", z"),
            Arrays.asList("two\nlines", null),
            List.of("", "end"));
  }

  @Test
  void leavesOutAByteOrderMark() throws IOException {
    assertThat(records("\ufeffa,b")).containsExactly(List.of("a", "b"));
  }

  @Test
  void readsNothingFromAnEmptyFile() throws IOException {
    assertThat(records("")).isEmpty();
    assertThat(records("\n\r\n")).isEmpty();
  }

  @Test
  void refusesWhatIsNotCsv() {
    assertThatThrownBy(() -> records("a\n\"b"))
        .isInstanceOf(InputException.class)
        .hasMessage("line 2: a quote is not closed");
    assertThatThrownBy(() -> records("a\nb\"c"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("line 2: expected no quote");
    assertThatThrownBy(() -> records("\"a\"b"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("line 1: expected a separator");
  }

  @Test
  void countsTheLinesOfRecords() throws IOException {
    CsvReader reader = new CsvReader(new StringReader("a\n\"b\nc\"\nd"), ',');
    reader.read();
    reader.read();
    assertThat(reader.recordLine()).isEqualTo(2);
    reader.read();
    assertThat(reader.recordLine()).isEqualTo(4);
  }
}
