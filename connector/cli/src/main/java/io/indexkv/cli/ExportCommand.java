/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.Entry;
import io.indexkv.Store;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Lines;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.parquet.ParquetOutput;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.cli.store.StoreAt;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Writes the entries of a version into a file, in the order of their keys.",
      "The name of the file says the form: .parquet, .csv, or .jsonl with a JSON object in each",
      "line. Spark reads the Parquet file with the types of the store."
    },
    footer = {
      "%nExamples:",
      "  indexkv export airports airports.csv",
      "  indexkv export lake/customers customers.parquet --tag 2026-Q3"
    })
final class ExportCommand extends StoreCommand {
  @Mixin private RangeOptions range = new RangeOptions();
  @Mixin private VersionOptions versions = new VersionOptions();

  @Parameters(index = "1", paramLabel = "FILE", description = "The local file to write.")
  private String file;

  @Option(names = "--overwrite", order = 20, description = "Replace the file if it exists.")
  private boolean overwrite;

  @Override
  int run(StoreAt store) throws IOException {
    if (!file.matches(".*\\.(parquet|csv|jsonl)")) {
      throw new UsageException(
          "expected a file that ends with .parquet, .csv or .jsonl, found " + Text.escaped(file));
    }
    Path path = console().path(file).toAbsolutePath();
    if (Files.exists(path) && !overwrite) {
      throw new UsageException(file + " exists", "add --overwrite to replace it");
    }
    EntryColumns columns = EntryColumns.of(store.manifest(versions.version()));
    Path part = path.resolveSibling(path.getFileName() + ".part");
    long count;
    try {
      count = write(store, columns, part);
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    Map<String, Object> document = Json.document("export", store.name());
    document.put("version", columns.manifest().version());
    document.put("file", file);
    document.put("entries", count);
    document.put("bytes", Files.size(path));
    String text =
        "%s: %s of version %d, %s"
            .formatted(
                Text.escaped(file),
                Text.entries(count),
                columns.manifest().version(),
                Text.size(Files.size(path)));
    tell(document, text);
    return ExitCode.GOOD;
  }

  private long write(StoreAt store, EntryColumns columns, Path part) throws IOException {
    if (file.endsWith(".parquet")) {
      return Parquet.write(this, store, columns, part);
    }
    try (BufferedWriter writer = Files.newBufferedWriter(part, UTF_8)) {
      Lines lines = writer::write;
      EntrySink sink =
          file.endsWith(".csv")
              ? EntrySink.csv(lines, columns, ',')
              : EntrySink.jsonLines(lines, columns);
      return write(store, columns, sink);
    }
  }

  private long write(StoreAt store, EntryColumns columns, EntrySink sink) throws IOException {
    long count = 0;
    try (Store<List<Object>, byte[]> open = columns.open(store);
        RangeOptions.Wanted entries = range.open(open, columns.key(), false)) {
      while (entries.hasNext()) {
        Entry<List<Object>, byte[]> entry = entries.next();
        sink.entry(columns.values(entry.key(), entry.value()));
        count++;
      }
      sink.end();
    }
    return count;
  }

  /** Keeps the classes of Parquet out of the other exports. */
  private static final class Parquet {
    static long write(ExportCommand command, StoreAt store, EntryColumns columns, Path part)
        throws IOException {
      try (ParquetOutput out =
          new ParquetOutput(part, columns.names(), columns.types(), columns.schema())) {
        EntrySink sink =
            new EntrySink() {
              @Override
              public void entry(List<Object> values) throws IOException {
                out.entry(values);
              }

              @Override
              public void end() {}
            };
        return command.write(store, columns, sink);
      }
    }
  }
}
