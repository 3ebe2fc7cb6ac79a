/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.cli.output.Console;
import io.indexkv.key.Keys;
import io.indexkv.value.Values;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What transcripts cannot show: damage, other stores, and what the commands leave alone. */
class CommandsTest {
  @TempDir Path directory;

  private void importNumbers(int count, String... more) throws IOException {
    StringBuilder csv = new StringBuilder("id,text\n");
    for (int i = count; i > 0; i--) {
      csv.append(i).append(",text of ").append(i).append('\n');
    }
    Files.writeString(directory.resolve("numbers.csv"), csv);
    List<String> args = new ArrayList<>(List.of("import", "s", "numbers.csv"));
    if (!List.of(more).contains("append")) {
      args.addAll(List.of("--key", "id", "--columns", "id INT, text STRING"));
    }
    args.addAll(List.of(more));
    Run run = Run.in(directory, args.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private Path dataFile() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("s/data"))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void damageIsFoundByVerifyAndNeverRead() throws IOException {
    importNumbers(1000);
    byte[] bytes = Files.readAllBytes(dataFile());
    bytes[1000] ^= 1;
    Files.write(dataFile(), bytes);

    Run verify = Run.in(directory, "verify", "s");
    assertThat(verify.exit()).isEqualTo(1);
    assertThat(verify.out()).startsWith("CORRUPT ").contains("\nCORRUPT 1 of 1 file, 0 records");
    assertThat(Run.in(directory, "verify", "s", "--json").out()).contains("\"sound\":false");

    Run scan = Run.in(directory, "scan", "s");
    assertThat(scan.exit()).isEqualTo(3);
    assertThat(scan.out()).isEmpty();
    assertThat(scan.err()).contains("  to do   run indexkv verify");
    assertThat(scan.err()).doesNotContain("\tat ");
    assertThat(Run.in(directory, "scan", "s", "--debug").err()).contains("\tat io.indexkv");
  }

  @Test
  void aMissingFileIsBroken() throws IOException {
    importNumbers(10);
    Files.delete(dataFile());

    Run inspect = Run.in(directory, "inspect", "s");

    assertThat(inspect.exit()).isEqualTo(1);
    assertThat(inspect.out()).contains("UTC   BROKEN\n").contains("Next: indexkv verify s");
    assertThat(Run.in(directory, "verify", "s").exit()).isEqualTo(1);
    assertThat(Run.in(directory, "get", "s", "1").exit()).isEqualTo(3);
  }

  @Test
  void readingCommandsChangeNothing() throws IOException {
    importNumbers(100);
    importNumbers(50, "--mode", "append");
    Map<String, FileTime> before = files();

    for (String command :
        List.of(
            "inspect s --count",
            "get s 1 2",
            "scan s",
            "history s",
            "diff s 1 2",
            "verify s",
            "compact s --dry-run",
            "rollback s 1 --dry-run",
            "expire s --keep-last 1 --dry-run",
            "vacuum s --older-than 0s --dry-run",
            "import s numbers.csv --mode append --dry-run",
            "tag s")) {
      assertThat(Run.in(directory, command.split(" ")).exit()).as(command).isLessThan(2);
    }

    assertThat(files()).isEqualTo(before);
  }

  private Map<String, FileTime> files() throws IOException {
    Map<String, FileTime> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory.resolve("s"))) {
      for (Path file : all.toList()) {
        files.put(file.toString(), Files.getLastModifiedTime(file));
      }
    }
    return files;
  }

  @Test
  void storesOfPlainJavaShowTheKeyBesideTheValue() throws IOException {
    UUID id = new UUID(1, 2);
    Path store = directory.resolve("plain");
    try (StoreWriter<UUID, String> writer = Store.write(store, Keys.uuid(), Values.string())) {
      writer.add(id, "two\nlines");
      writer.commit();
    }

    assertThat(Run.in(directory, "get", "plain", id.toString(), "--jsonl").out())
        .isEqualTo("{\"key\":\"" + id + "\",\"value\":\"two\\nlines\"}\n");
  }

  @Test
  void unsignedKeysHaveNoSign() throws IOException {
    Path store = directory.resolve("plain");
    try (StoreWriter<Long, byte[]> writer = Store.write(store, Keys.uint64(), Values.bytes())) {
      writer.add(-1L, new byte[] {1, (byte) 0xff});
      writer.commit();
    }

    assertThat(Run.in(directory, "scan", "plain", "--csv").out())
        .isEqualTo("key,value\n18446744073709551615,0x01ff\n");
    assertThat(Run.in(directory, "get", "plain", "18446744073709551615", "--jsonl").out())
        .isEqualTo("{\"key\":\"18446744073709551615\",\"value\":\"01ff\"}\n");
  }

  @Test
  void manyKeysComeFromTheStandardInput() throws IOException {
    importNumbers(3000);
    StringBuilder keys = new StringBuilder();
    for (int i = 1; i <= 3001; i++) {
      keys.append(i).append('\n');
    }

    Run run = Run.withInput(directory, keys.toString(), "get", "s", "--keys", "-", "--csv");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("absent: 3001\n");
    assertThat(run.out().lines()).hasSize(3001).startsWith("id,text", "1,text of 1");
  }

  @Test
  void inspectSaysWhichIndexFilesHave() throws IOException {
    importNumbers(1000);
    assertThat(Run.in(directory, "inspect", "s").out())
        .containsPattern("direct index +0 B +0 %")
        .doesNotContain("hash index");
    assertThat(Run.in(directory, "inspect", "s", "--json").out())
        .contains("\"index\":\"direct\",\"indexBytes\":\"0\",\"hashIndexBytes\":\"0\"");
    assertThat(Run.in(directory, "inspect", "s", "--html", "-").out())
        .contains("direct index")
        .contains("The files that were read have a direct index");
  }

  @Test
  void compressedStoresAreReadToo() throws IOException {
    importNumbers(1000, "--codec", "zstd:9");
    assertThat(Run.in(directory, "inspect", "s").out()).contains("codec zstd");
    assertThat(Run.in(directory, "get", "s", "77", "--csv").out()).contains("77,text of 77");
    assertThat(Run.in(directory, "compact", "s", "--codec", "lz4").exit()).isZero();
    assertThat(Run.in(directory, "inspect", "s").out()).contains("codec lz4");
    assertThat(Run.in(directory, "diff", "s", "1", "2", "--summary").out())
        .isEqualTo("0 added, 0 removed, 0 changed, 1,000 the same\n");
  }

  @Test
  void quietSaysNothingBesideTheResult() throws IOException {
    importNumbers(3);
    Run run = Run.in(directory, "import", "s", "numbers.csv", "--mode", "append", "--quiet");
    assertThat(run.err()).isEmpty();
    assertThat(Run.in(directory, "get", "s", "9", "-q")).isEqualTo(new Run(1, "", ""));
  }

  @Test
  void aClosedPipeIsNoError() throws IOException {
    importNumbers(3);
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Console console = new Console(InputStream.nullInputStream(), closed, closed, directory, false);
    assertThat(Main.run(console, "scan", "s")).isEqualTo(141);
  }

  @Test
  void aFullDiskBehindTheStandardOutputIsAnError() throws IOException {
    importNumbers(3);
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Console console =
        new Console(
            InputStream.nullInputStream(), full, OutputStream.nullOutputStream(), directory, false);
    assertThat(Main.run(console, "scan", "s")).isEqualTo(3);
  }

  @Test
  void progressIsALineOnATerminalOnly() throws IOException {
    importNumbers(3);
    java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, directory, true);
    assertThat(Main.run(console, "import", "s", "numbers.csv", "--mode", "append")).isZero();
    assertThat(err.toString()).startsWith("\rreading ").contains("3 entries").contains(" \rNext: ");
  }

  @Test
  void helpNamesEveryCommand() {
    String help = Run.in(directory, "--help").out();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            directory,
            false);
    assertThat(Main.commandLine(console).getSubcommands().keySet())
        .allSatisfy(command -> assertThat(help).containsPattern("(?m)\\b" + command + "\\b"));
    assertThat(Run.in(directory)).isEqualTo(new Run(0, help, ""));
    assertThat(Run.in(directory, "help", "get").out()).startsWith("Usage: indexkv get");
    assertThat(Run.in(directory, "--version").out()).startsWith("indexkv 0.");
  }

  @Test
  void aFileSystemWhoseJarIsMissingSaysWhichToAdd() {
    Run run = Run.in(directory, "inspect", "s3a://bucket/store");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("to do   add the jars of the file system to INDEXKV_CLASSPATH");
    Run input = Run.in(directory, "import", "s", "s3a://bucket/rows.parquet", "--key", "k");
    assertThat(input.exit()).isEqualTo(3);
    assertThat(input.err()).contains("INDEXKV_CLASSPATH: hadoop-aws and the AWS SDK for s3a");
  }
}
