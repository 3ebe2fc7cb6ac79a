/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.Entry;
import io.indexkv.Store;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "scan",
    description = "Prints entries in the order of their keys. It is the order of the keys' bytes.",
    footer = {
      "%nExamples:",
      "  indexkv scan airports --prefix J --limit 10",
      "  indexkv scan lake/customers --from 1000 --to 2000 --csv"
    })
final class ScanCommand extends StoreCommand {
  @Mixin private RangeOptions range = new RangeOptions();
  @Mixin private FormOptions forms = new FormOptions();
  @Mixin private VersionOptions versions = new VersionOptions();

  @Option(
      names = "--limit",
      order = 13,
      paramLabel = "N",
      description = "Print at most so many entries.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--reverse", order = 14, description = "Print the largest key first.")
  private boolean reverse;

  @Override
  int run(StoreAt store) throws IOException {
    if (limit < 0) {
      throw new UsageException("--limit: expected 0 or more, found " + limit);
    }
    EntryColumns columns = EntryColumns.of(store.manifest(versions.version()));
    try (Store<List<Object>, byte[]> open = columns.open(store);
        RangeOptions.Wanted entries = range.open(open, columns.key(), reverse)) {
      EntrySink sink = sink(store, columns);
      for (long left = limit; left > 0 && entries.hasNext(); left--) {
        Entry<List<Object>, byte[]> entry = entries.next();
        sink.entry(columns.values(entry.key(), entry.value()));
      }
      sink.end();
      return ExitCode.GOOD;
    }
  }

  private EntrySink sink(StoreAt store, EntryColumns columns) throws IOException {
    if (!json()) {
      return forms.sink(console(), columns);
    }
    forms.requireNone();
    Map<String, Object> head = Json.document("scan", store.name());
    head.put("version", columns.manifest().version());
    head.put("columns", columns.columns().stream().map(ScanCommand::column).toList());
    return EntrySink.json(console(), columns, head);
  }

  static Map<String, Object> column(EntryColumns.Column column) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", column.name());
    json.put("type", column.type());
    json.put("key", column.key());
    return json;
  }
}
