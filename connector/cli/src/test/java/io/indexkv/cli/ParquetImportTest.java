/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that Spark does not write, and imports that fail. */
class ParquetImportTest {
  @TempDir Path directory;

  /** Writes a file. Each row is a list of values, in the order of the columns; null for a null. */
  private void write(
      String name, String columns, CompressionCodecName codec, List<List<Object>> rows)
      throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message m { " + columns + " }");
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(schema)
            .withCompressionCodec(codec)
            .build()) {
      for (List<Object> row : rows) {
        Group group = new SimpleGroupFactory(schema).newGroup();
        for (int i = 0; i < row.size(); i++) {
          ParquetValues.add(group, i, row.get(i));
        }
        writer.write(group);
      }
    }
  }

  private void write(String name, String columns, Object... row) throws IOException {
    write(name, columns, CompressionCodecName.UNCOMPRESSED, List.of(List.of(row)));
  }

  private Run cli(String command) {
    return Run.in(directory, command.split(" "));
  }

  private String good(String command) {
    Run run = cli(command);
    assertThat(run.exit()).as(run.err()).isZero();
    return run.out();
  }

  private List<String> files(String where) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(where))) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int32 v (UINT_8)|200|smallint|200",
        "int32 v (UINT_16)|60000|int|60000",
        "int32 v (UINT_32)|-1|bigint|4294967295",
        "int32 v (INT_8)|-7|tinyint|-7",
        "int32 v (DATE)|-141428|date|1582-10-14",
        "int32 v (DECIMAL(9,2))|-150|decimal(9,2)|-1.50"
      })
  void numbersOf32Bits(String column, int value, String type, String shown) throws IOException {
    write("a.parquet", "required int32 k; required " + column + ";", 1, value);

    requireImported(type, shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int64 v (UINT_64)|-1|decimal(20,0)|18446744073709551615",
        "int64 v (TIMESTAMP(MILLIS,true))|-1|timestamp|1969-12-31T23:59:59.999Z",
        "int64 v (TIMESTAMP(MICROS,false))|1000001|timestamp_ntz|1970-01-01T00:00:01.000001",
        "int64 v (TIMESTAMP(MILLIS,false))|1001|timestamp_ntz|1970-01-01T00:00:01.001",
        "int64 v (DECIMAL(18,4))|-15|decimal(18,4)|-0.0015"
      })
  void numbersOf64Bits(String column, long value, String type, String shown) throws IOException {
    write("a.parquet", "required int32 k; required " + column + ";", 1, value);

    requireImported(type, shown);
  }

  @ParameterizedTest
  @CsvSource({"2, d", "20, 123456789"})
  void decimalsInBytesHaveTheirDigits(int precision, String tooLarge) throws IOException {
    String columns = "required int32 k; required binary v (DECIMAL(" + precision + ",0));";
    write("a.parquet", columns, 1, "\0".repeat(17) + "c");
    write("large.parquet", columns, 1, tooLarge);
    write("empty.parquet", columns, 1, "");

    good("import s a.parquet --key k");

    assertThat(good("scan s --csv")).isEqualTo("k,v\n1,99\n");
    for (String file : List.of("large.parquet", "empty.parquet")) {
      Run run = cli("import t " + file + " --key k");
      assertThat(run.exit()).isEqualTo(3);
      assertThat(run.err())
          .contains(file + ", row 1: a decimal with more than " + precision + " digits");
    }
  }

  private void requireImported(String type, String shown) {
    good("import s a.parquet --key k");

    assertThat(good("inspect s")).contains("v       " + type + "\n");
    assertThat(good("scan s --csv")).isEqualTo("k,v\n1," + shown + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required int64 v (TIME(MICROS,true))|column v is 'required int64 v (TIME(MICROS,true))'",
        "required int64 v (TIMESTAMP(NANOS,true))|column v is 'required int64 v"
            + " (TIMESTAMP(NANOS,true))'",
        "required group v { repeated int64 w; } |column v.w is 'a repeated field outside of a"
            + " list'",
        "required int64 V; required int64 v|columns V and v have the same name but for capitals"
      })
  void whatAStoreCannotHaveIsRefusedByName(String columns, String message) throws IOException {
    write(
        "a.parquet",
        "required int32 k; " + columns + (columns.endsWith("}") ? "" : ";"),
        CompressionCodecName.SNAPPY,
        List.of());

    Run run = cli("import s a.parquet --key k");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(message).contains("  to do   ");
    assertThat(directory.resolve("s")).doesNotExist();
  }

  @Test
  void oldDatesInTheCalendarOfSpark2AreRefused() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required int32 k; required int32 d (DATE); }");
    for (int day : List.of(-141_427, -141_428)) {
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(new LocalOutputFile(directory.resolve(day + ".parquet")))
              .withType(schema)
              .withExtraMetaData(Map.of("org.apache.spark.version", "2.4.8"))
              .build()) {
        writer.write(new SimpleGroupFactory(schema).newGroup().append("k", 1).append("d", day));
      }
    }

    good("import s ./-141427.parquet --key k");
    assertThat(good("scan s --csv")).isEqualTo("k,d\n1,1582-10-15\n");
    Run old = cli("import t ./-141428.parquet --key k");
    assertThat(old.exit()).isEqualTo(3);
    assertThat(old.err())
        .contains("-141428.parquet, row 1: an old date in the calendar of Spark 2");
  }

  @Test
  void columnsCanBeLeftOut() throws IOException {
    write(
        "a.parquet",
        "required int64 t (TIME(MICROS,true)); required binary w (STRING); required int32 k;",
        7L,
        "text",
        3);

    good("import s a.parquet --key k --columns k,w");

    assertThat(good("scan s --csv")).isEqualTo("k,w\n3,text\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void compressedFilesAreRead(CompressionCodecName codec) throws IOException {
    write("a.parquet", "required int32 k;", codec, List.of(List.of(5), List.of(4)));

    good("import s a.parquet --key k");

    assertThat(good("scan s --csv")).isEqualTo("k\n4\n5\n");
  }

  @Test
  void filesDirectoriesAndPatternsAreImported() throws IOException {
    String columns = "required int32 k; required binary w (STRING);";
    write("d/part-1.parquet", columns, 1, "one");
    write("d/part-2.parquet", "required binary w (STRING); required int32 k;", "two", 2);
    Files.writeString(directory.resolve("d/_SUCCESS"), "");
    Files.writeString(directory.resolve("d/.part-1.parquet.crc"), "");
    write("e.parquet", columns, 3, "three");

    good("import s d e.parquet --key k");
    good("import t d/part-*.parquet --key k");

    assertThat(good("scan s --csv")).isEqualTo("k,w\n1,one\n2,two\n3,three\n");
    assertThat(good("scan t --csv")).isEqualTo("k,w\n1,one\n2,two\n");
    assertThat(cli("import u d/no-*.parquet --key k").err())
        .contains("d/no-*.parquet: there is no file that can be read");
  }

  @Test
  void filesOfOtherColumnsAreRefused() throws IOException {
    write("a.parquet", "required int32 k; required int32 v;", 1, 2);
    write("b.parquet", "required int32 k;", 1);
    write("c.parquet", "required int32 k; required int64 v;", 1, 2L);

    assertThat(cli("import s a.parquet b.parquet --key k").err())
        .contains("b.parquet has no column v, it has k");
    assertThat(cli("import s a.parquet c.parquet --key k").err())
        .contains("column v is int in a.parquet, and bigint in c.parquet");
    assertThat(cli("import s a.parquet --key w").err())
        .contains("--key: there is no column w, there are k, v");
    good("import s a.parquet --key k");
    assertThat(cli("import s c.parquet --mode append").err())
        .contains("column v of the file is bigint, the store has int");
    assertThat(cli("import s b.parquet --mode append").err())
        .contains("the file has no column v of the store, it has k");
    write("d.parquet", "required int32 more; required int32 v; required int32 k;", 1, 9, 1);
    assertThat(cli("import s d.parquet --mode append").err())
        .contains("the store has no column more of the file");
    good("import s d.parquet --mode append --columns v,k");
    assertThat(good("scan s --csv")).isEqualTo("k,v\n1,9\n");
  }

  @Test
  void directoriesOfPartitionsAreRefused() throws IOException {
    write("d/day=1/a.parquet", "required int32 k;", 1);

    assertThat(cli("import s d --key k").err()).contains("d has the directory day=1");
  }

  @Test
  void duplicatesAndNullKeysFollowTheOptions() throws IOException {
    String columns = "optional int32 k; required binary w (STRING);";
    write(
        "a.parquet",
        columns,
        CompressionCodecName.SNAPPY,
        List.of(List.of(1, "first"), List.of(2, "two"), List.of(1, "last")));
    MessageType schema = MessageTypeParser.parseMessageType("message m { " + columns + " }");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(directory.resolve("n.parquet")))
            .withType(schema)
            .build()) {
      writer.write(new SimpleGroupFactory(schema).newGroup().append("k", 8).append("w", "eight"));
      writer.write(new SimpleGroupFactory(schema).newGroup().append("w", "none"));
    }

    Run twice = cli("import s a.parquet --key k");
    assertThat(twice.exit()).isEqualTo(3);
    assertThat(twice.err()).contains("the key 1 comes twice").contains("say --duplicates first");
    assertThat(files(".")).noneMatch(file -> file.endsWith(".ikv"));
    good("import s a.parquet --key k --duplicates last");
    assertThat(good("get s 1 --csv")).isEqualTo("k,w\n1,last\n");
    good("import s a.parquet --key k --duplicates first --mode overwrite");
    assertThat(good("get s 1 --csv")).isEqualTo("k,w\n1,first\n");

    assertThat(cli("import t n.parquet --key k").err())
        .contains("n.parquet, row 2: column k of the key is empty");
    Run dropped = cli("import t n.parquet --key k --null-keys drop");
    assertThat(dropped.err()).contains("1 record without a key left out");
    assertThat(good("scan t --csv")).isEqualTo("k,w\n8,eight\n");
  }

  @Test
  void damagedFilesAndTextsThatAreNotUtf8Fail() throws IOException {
    Files.writeString(directory.resolve("text.parquet"), "k\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n");
    Run text = cli("import s text.parquet --key k");
    assertThat(text.exit()).isEqualTo(3);
    assertThat(text.err()).contains("text.parquet: this is not a Parquet file");

    write("a.parquet", "required binary k;", "text");
    byte[] bytes = Files.readAllBytes(directory.resolve("a.parquet"));
    bytes[30] ^= 1;
    Files.write(directory.resolve("a.parquet"), bytes);
    Run damaged = cli("import s a.parquet --key k");
    assertThat(damaged.exit()).isEqualTo(3);
    assertThat(damaged.err()).contains("a.parquet");
    assertThat(directory.resolve("s")).doesNotExist();
  }

  @Test
  void manyRowsAreSortedInLittleMemoryByTwoThreads() throws IOException {
    int rows = 600_000;
    write(
        "a.parquet",
        "required int64 k; required binary w (STRING);",
        CompressionCodecName.SNAPPY,
        new java.util.AbstractList<>() {
          @Override
          public List<Object> get(int i) {
            long key = i * 1_000_003L % rows;
            return List.of(key, "text of " + key);
          }

          @Override
          public int size() {
            return rows;
          }
        });

    good("import s a.parquet --key k --memory 4m --temp runs");

    assertThat(good("verify s")).startsWith("OK ").contains("600,000 records");
    assertThat(good("get s 0 599999 123456 --csv"))
        .isEqualTo("k,w\n0,text of 0\n599999,text of 599999\n123456,text of 123456\n");
    assertThat(files("runs")).isEmpty();
  }

  @Test
  void aSizeThatNoNumberHoldsIsWrongUse() throws IOException {
    write("a.parquet", "required int32 k;", 1);

    Run run = cli("import s a.parquet --key k --memory 999999999999t");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("--memory: expected a number of bytes such as 64k, 512m or 2g, found 9999");
  }

  @Test
  void severalCsvFilesAreImported() throws IOException {
    Files.createDirectory(directory.resolve("d"));
    Files.writeString(directory.resolve("d/1.csv"), "k,w\n1,one\n");
    Files.writeString(directory.resolve("d/2.csv"), "w,k\ntwo,2\n");
    Files.writeString(directory.resolve("d/3.csv"), "k,w\nthree,3\n");

    String[] csv = {
      "import", "s", "d/1.csv", "d/2.csv", "--key", "k", "--columns", "k INT, w STRING"
    };
    assertThat(Run.in(directory, csv).exit()).isZero();

    assertThat(good("scan s --csv")).isEqualTo("k,w\n1,one\n2,two\n");
    Run run = Run.in(directory, "import", "t", "d", "--key", "k", "--columns", "k INT, w STRING");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("d/3.csv, line 2, column k: expected a number of type int");
    write("d/4.parquet", "required int32 k;", 1);
    assertThat(cli("import t d --key k").err())
        .contains("expected files of one format, found d/1.csv and d/4.parquet");
  }
}
