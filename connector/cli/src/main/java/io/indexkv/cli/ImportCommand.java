/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.StoreVersion;
import io.indexkv.Version;
import io.indexkv.cli.csv.CsvReader;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.importing.CsvRows;
import io.indexkv.cli.importing.ExistingStore;
import io.indexkv.cli.importing.ImportColumn;
import io.indexkv.cli.importing.ImportPlan;
import io.indexkv.cli.importing.ImportTask;
import io.indexkv.cli.importing.RowSource;
import io.indexkv.cli.importing.SourceFile;
import io.indexkv.cli.importing.SourceFiles;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.ProgressLine;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.parquet.ParquetRows;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.cli.store.StoreAt;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.manifest.VersionId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Writes Parquet or CSV files into a store, as its next version.",
      "A directory stands for its files, and '*' for any characters of a name. Parquet files have",
      "their types, as Spark reads them. In CSV an empty cell is null, and two quotes are an empty",
      "text. CSV without --columns has strings only; --mode append takes the types of the store."
    },
    footer = {
      "%nExamples:",
      "  indexkv import customers customers.parquet --key customer_id",
      "  indexkv import customers 'lake/part-*.parquet' --key customer_id --duplicates last",
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

  /** What is in the files. */
  enum Format {
    PARQUET,
    CSV
  }

  @Mixin private ImportOptions writing = new ImportOptions();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Files, directories or patterns, local or URIs; - is CSV from the standard input."
      })
  private List<String> files;

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
      description = {
        "Names and types: 'iata STRING, feet INT'; for Parquet names only: 'iata, feet'. Other"
            + " columns are left out."
      })
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
      names = "--format",
      order = 14,
      paramLabel = "FORMAT",
      description = {
        "parquet or csv. By default it is parquet if the first file's name ends with .parquet."
      })
  private Format format;

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
      names = "--dry-run",
      order = 19,
      description = "Read and check the files, and write nothing.")
  private boolean dryRun;

  @Override
  int run(StoreAt store) throws IOException {
    boolean there = store.history().exists();
    if (there && mode == Mode.ERROR) {
      throw new UsageException(
          store.name() + " is a store already", "add --mode overwrite or --mode append");
    }
    long begin = System.nanoTime();
    Manifest newest = there ? store.manifest(Version.newest()) : null;
    boolean append = there && mode == Mode.APPEND;
    if (append && newest.repeatsKeys()) {
      throw new UsageException(RepeatedKeys.refusal(newest.version(), store.name(), "an append"));
    }
    ExistingStore existing = append ? ExistingStore.of(EntryColumns.of(newest)) : null;
    ProgressLine progress = new ProgressLine(console());
    try (RowSource rows = rows(existing)) {
      VersionId base = there ? newest.id() : VersionId.NONE;
      ImportPlan plan =
          append
              ? ImportPlan.changing(existing, writing.choices(console(), store))
              : ImportPlan.replacing(rows.columns(), key, base, writing.choices(console(), store));
      ImportTask task = new ImportTask(rows, plan);
      long version = 0;
      if (dryRun) {
        task.check();
      } else {
        version = task.write(store.storage(), progress);
      }
      progress.end();
      tell(store, task, version, Duration.ofNanos(System.nanoTime() - begin));
      return ExitCode.GOOD;
    } finally {
      progress.end();
    }
  }

  private RowSource rows(ExistingStore existing) throws IOException {
    if (existing != null) {
      existing.requireKey(key);
    }
    List<SourceFile> sources = SourceFiles.of(files, console(), common.settings);
    if (isParquet(sources)) {
      return Parquet.rows(sources, columnNames(), existing);
    }
    List<ImportColumn> types = columns == null ? null : ImportColumn.parse(columns);
    if (existing != null) {
      if (types != null) {
        throw new UsageException("--columns: the store that is changed has its own types");
      }
      types = existing.fields().stream().map(ImportColumn::of).toList();
    }
    return CsvRows.open(sources, separator(), noHeader, types);
  }

  private boolean isParquet(List<SourceFile> sources) {
    boolean byName = sources.get(0).name().endsWith(".parquet");
    for (SourceFile source : sources) {
      if (format == null && source.name().endsWith(".parquet") != byName) {
        throw new UsageException(
            "expected files of one format, found %s and %s"
                .formatted(Text.escaped(sources.get(0).name()), Text.escaped(source.name())),
            "import one format after the other, or name it with --format");
      }
      if (format == Format.PARQUET && source.input() != null) {
        throw new UsageException("the standard input cannot be Parquet", "name a file");
      }
    }
    return format == null ? byName : format == Format.PARQUET;
  }

  /** The names of the columns of a Parquet file to read. */
  private List<String> columnNames() {
    if (columns == null) {
      return List.of();
    }
    return CsvReader.line(columns.replaceAll("\\s*,\\s*", ",").strip().replace('`', '"'), ',');
  }

  /** Keeps the classes of Parquet out of the imports of CSV. */
  private static final class Parquet {
    static RowSource rows(List<SourceFile> files, List<String> names, ExistingStore existing)
        throws IOException {
      LoadAhead.end();
      ParquetRows rows = ParquetRows.open(files, names);
      if (existing == null) {
        return rows;
      }
      existing.requireColumns(rows.columns());
      return rows.onto(existing.fields());
    }
  }

  private char separator() {
    String text = delimiter.equals("tab") ? "\t" : delimiter;
    if (text.length() != 1 || "\"\r\n".contains(text)) {
      throw new UsageException(
          "--delimiter: expected one character or tab, found '" + Text.escaped(delimiter) + "'");
    }
    return text.charAt(0);
  }

  private void tell(StoreAt store, ImportTask task, long version, Duration duration)
      throws IOException {
    long records = task.records();
    Map<String, Object> document = Json.document("import", store.name());
    document.put("dryRun", dryRun);
    document.put("records", records);
    document.put("leftOut", task.leftOut());
    document.put("version", dryRun ? null : version);
    document.put("milliseconds", duration.toMillis());
    String text;
    if (dryRun) {
      text =
          "%s: %s can be imported"
              .formatted(Text.escaped(String.join(" ", files)), Text.count(records, "record"));
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
    if (task.leftOut() > 0) {
      console().note(Text.count(task.leftOut(), "record") + " without a key left out");
    }
    tell(document, text);
    if (!dryRun) {
      console().note("Next: indexkv inspect " + store.name());
    }
  }
}
