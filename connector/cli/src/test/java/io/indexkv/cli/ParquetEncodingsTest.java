/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of all encodings, in small pages and groups, give the rows that were written. */
class ParquetEncodingsTest {
  private static final int ROWS = 7001;
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message m { required int32 k; optional boolean flag; optional int32 whole; optional"
              + " int64 big; optional float single; optional double real; optional binary word"
              + " (STRING); optional fixed_len_byte_array(3) three; optional binary number"
              + " (DECIMAL(5,1)); optional int64 wide (UINT_64); required binary all (STRING); }");

  @TempDir Path directory;

  private static boolean isNull(int row, int column) {
    // a long run of nulls, rows without one, and single ones
    return row % 1000 < 300 ? column % 2 == 0 : row % 1000 > 600 && row % 5 == column % 5;
  }

  private static Group row(int i, int distinct) {
    int v = i * 31 % distinct;
    Group row = new SimpleGroupFactory(SCHEMA).newGroup().append("k", i);
    Object[] values = {
      v % 2 == 0,
      -v,
      v * 5_000_000_000L,
      v / 4f,
      v / 8.0,
      "word " + v,
      Binary.fromConstantByteArray(new byte[] {(byte) v, 7, (byte) (v >> 8)}),
      Binary.fromConstantByteArray(new byte[] {(byte) (v >> 8), (byte) v}),
      -1L - v
    };
    for (int c = 0; c < values.length; c++) {
      if (!isNull(i, c)) {
        ParquetValues.add(row, c + 1, values[c]);
      }
    }
    row.add("all", "all " + v);
    return row;
  }

  private static String line(int i, int distinct) {
    int v = i * 31 % distinct;
    String[] texts = {
      String.valueOf(v % 2 == 0),
      String.valueOf(-v),
      String.valueOf(v * 5_000_000_000L),
      String.valueOf(v / 4f),
      String.valueOf(v / 8.0),
      "word " + v,
      "0x%02x07%02x".formatted(v & 0xFF, v >> 8 & 0xFF),
      BigDecimal.valueOf((short) v, 1).toPlainString(),
      Long.toUnsignedString(-1L - v)
    };
    List<String> cells = new ArrayList<>();
    cells.add(String.valueOf(i));
    for (int c = 0; c < texts.length; c++) {
      cells.add(isNull(i, c) ? "" : texts[c]);
    }
    cells.add("all " + v);
    return String.join(",", cells);
  }

  @ParameterizedTest
  @CsvSource({
    "PARQUET_1_0, true, 90",
    "PARQUET_1_0, true, 6000",
    "PARQUET_1_0, false, 6000",
    "PARQUET_2_0, true, 90",
    "PARQUET_2_0, false, 6000"
  })
  void rowsComeBack(WriterVersion version, boolean dictionary, int distinct) throws IOException {
    StringBuilder expected =
        new StringBuilder("k,flag,whole,big,single,real,word,three,number,wide,all\n");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(directory.resolve("a.parquet")))
            .withType(SCHEMA)
            .withWriterVersion(version)
            .withDictionaryEncoding(dictionary)
            .withDictionaryPageSize(4096)
            .withPageSize(3000)
            .withMinRowCountForPageSizeCheck(50)
            .withRowGroupSize(100_000L)
            .build()) {
      for (int i = 0; i < ROWS; i++) {
        writer.write(row(i, distinct));
        expected.append(line(i, distinct)).append('\n');
      }
    }

    Run run = Run.in(directory, "import", "s", "a.parquet", "--key", "k");
    assertThat(run.exit()).as(run.err()).isZero();

    assertThat(Run.in(directory, "scan", "s", "--csv", "--limit", "100000").out())
        .isEqualTo(expected.toString());
  }
}
