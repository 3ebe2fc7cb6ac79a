/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.StoreVersion;
import io.indexkv.Version;
import io.indexkv.WriteOptions;
import io.indexkv.file.write.Duplicates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Writes a CSV file into a store, as its next version.",
      "An empty cell is null, and two quotes are an empty text. Without --columns all columns are",
      "strings; --mode append takes the types of the store."
    },
    footer = {
      "%nExamples:",
      "  indexkv import airports airports.csv --key iata",
      "  indexkv import airports airports.csv --key iata --columns 'iata STRING, feet INT'",
      "  indexkv import airports changes.csv --mode append"
    })
final class ImportCommand extends StoreCommand {
  /** What happens to the entries that the store has. */
  enum Mode {
    ERROR,
    OVERWRITE,
    APPEND
  }

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The CSV file, in UTF-8; - is the standard input.")
  private String file;

  @Option(
      names = "--key",
      order = 10,
      split = ",",
      paramLabel = "COLUMN",
      description = "The columns of the key, in its order, separated by commas.")
  private List<String> key = List.of();

  @Option(
      names = "--columns",
      order = 11,
      paramLabel = "TYPES",
      description = "Names and types: 'iata STRING, feet INT'. Other columns are left out.")
  private String columns;

  @Option(
      names = "--mode",
      order = 12,
      paramLabel = "MODE",
      description = {
        "If there is a store: error refuses, overwrite replaces all entries, append changes and"
            + " adds entries. error is the default."
      })
  private Mode mode = Mode.ERROR;

  @Option(
      names = "--duplicates",
      order = 13,
      paramLabel = "RULE",
      description = "If a key comes twice: fail, or keep the first or last. fail is the default.")
  private Duplicates duplicates = Duplicates.FAIL;

  @Option(
      names = "--delimiter",
      order = 14,
      paramLabel = "CHARACTER",
      description = "Separates cells; a comma by default, tab is a tab.")
  private String delimiter = ",";

  @Option(
      names = "--no-header",
      order = 15,
      description = "The first line has data. The columns are those of --columns, or the store's.")
  private boolean noHeader;

  @Option(
      names = "--codec",
      order = 16,
      paramLabel = "CODEC",
      description = "none, lz4, zstd, or zstd with a level: zstd:9. none is the default.")
  private String codec = "none";

  @Option(
      names = "--memory",
      order = 17,
      paramLabel = "SIZE",
      description = "Memory to sort in; a quarter of the heap by default.")
  private String memory;

  @Option(
      names = "--temp",
      order = 18,
      paramLabel = "DIRECTORY",
      description = "Where to sort what does not fit into the memory.")
  private String temporary;

  @Option(
      names = "--dry-run",
      order = 19,
      description = "Read and check the file, and write nothing.")
  private boolean dryRun;

  @Override
  int run(StoreAt store) throws IOException {
    if (file.endsWith(".parquet")) {
      throw new UsageException("import reads CSV only", "write Parquet files with Spark");
    }
    boolean there = store.history().exists();
    if (there && mode == Mode.ERROR) {
      throw new UsageException(
          store.name() + " is a store already", "add --mode overwrite or --mode append");
    }
    long begin = System.nanoTime();
    ProgressLine progress = new ProgressLine(console());
    try (Reader in = open()) {
      CsvReader csv = new CsvReader(in, separator());
      boolean append = there && mode == Mode.APPEND;
      EntryColumns existing = append ? EntryColumns.of(store.manifest(Version.newest())) : null;
      CsvImport task =
          CsvImport.of(
              csv, existing, columns == null ? null : ImportColumn.parse(columns), key, noHeader);
      WriteOptions options = options(append).progress(progress);
      long version = dryRun ? task.check() : task.write(store, options);
      progress.end();
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      tell(store, task.records(), version, duration);
      return ExitCode.GOOD;
    } finally {
      progress.end();
    }
  }

  /** Opens the file. Bytes that are not UTF-8 fail. */
  private Reader open() throws IOException {
    var decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    if (file.equals("-")) {
      return new BufferedReader(new InputStreamReader(console().in(), decoder));
    }
    Path path = console().path(file);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new NoSuchFileException(file, null, "there is no file that can be read");
    }
    return new BufferedReader(new InputStreamReader(Files.newInputStream(path), decoder), 1 << 16);
  }

  private char separator() {
    String text = delimiter.equals("tab") ? "\t" : delimiter;
    if (text.length() != 1 || "\"\r\n".contains(text)) {
      throw new UsageException(
          "--delimiter: expected one character or tab, found '" + Text.escaped(delimiter) + "'");
    }
    return text.charAt(0);
  }

  private WriteOptions options(boolean append) {
    WriteOptions options =
        WriteOptions.defaults().duplicates(duplicates).compression(Codecs.of("--codec", codec));
    if (memory != null) {
      try {
        options = options.memoryBytes(Text.bytes("--memory", memory));
      } catch (IllegalArgumentException e) {
        throw new UsageException("--memory: " + e.getMessage(), e);
      }
    }
    if (temporary != null) {
      options = options.temporary(console().path(temporary));
    }
    return append ? options.upsert() : options;
  }

  private void tell(StoreAt store, long records, long version, Duration duration)
      throws IOException {
    Map<String, Object> document = Json.document("import", store);
    document.put("dryRun", dryRun);
    document.put("records", records);
    document.put("version", dryRun ? null : version);
    document.put("milliseconds", duration.toMillis());
    String text;
    if (dryRun) {
      text = "%s: %s can be imported".formatted(Text.escaped(file), Text.count(records, "record"));
    } else {
      StoreVersion made = store.describe(Version.number(version));
      document.put("summary", made.summary());
      text =
          "version %d: %s imported, the store has %s, %s"
              .formatted(
                  version,
                  Text.count(records, "record"),
                  Text.size(Long.parseLong(made.summary().get("bytes"))),
                  Text.seconds(duration));
    }
    tell(document, text);
    if (!dryRun) {
      console().note("Next: indexkv inspect " + store.name());
    }
  }
}
