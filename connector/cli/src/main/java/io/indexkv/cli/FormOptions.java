/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Lines;
import io.indexkv.cli.store.EntryColumns;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The options for the form in which entries are printed. */
final class FormOptions {
  @Option(names = "--jsonl", order = 70, description = "Print a JSON object for each entry.")
  private boolean jsonLines;

  @Option(names = "--csv", order = 71, description = "Print CSV with a line of names.")
  private boolean csv;

  boolean chosen() {
    return jsonLines || csv;
  }

  void requireNone() {
    if (chosen()) {
      throw new UsageException("expected one of --json, --jsonl and --csv, found several");
    }
  }

  EntrySink sink(Lines out, EntryColumns columns) throws IOException {
    if (jsonLines && csv) {
      throw new UsageException("expected one of --json, --jsonl and --csv, found several");
    }
    if (csv) {
      return EntrySink.csv(out, columns, ',');
    }
    return jsonLines ? EntrySink.jsonLines(out, columns) : EntrySink.table(out, columns);
  }
}
