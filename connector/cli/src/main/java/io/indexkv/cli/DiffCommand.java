/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.Store;
import io.indexkv.Version;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.output.ValueText;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    description = {
      "Prints what changed from one version to another. Exit 1 if there are differences.",
      "A version is a number or a tag. + is an added key, - a removed one, ~ a changed one."
    },
    footer = {
      "%nExamples:",
      "  indexkv diff lake/customers 41 42",
      "  indexkv diff lake/customers 2026-Q3 42 --summary",
      "  indexkv diff lake/customers 41 42 --key 1337"
    })
final class DiffCommand extends StoreCommand {
  @Parameters(index = "1", paramLabel = "OLD", description = "The version before.")
  private String old;

  @Parameters(index = "2", paramLabel = "NEW", description = "The version after.")
  private String changed;

  @Option(names = "--summary", order = 10, description = "Print the numbers only.")
  private boolean summary;

  @Option(
      names = "--key",
      order = 11,
      paramLabel = "KEY",
      description = "Compare only this key. May be given several times.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--limit",
      order = 12,
      paramLabel = "N",
      description = "Print at most so many differences. All are counted.")
  private long limit = Long.MAX_VALUE;

  @Override
  int run(StoreAt store) throws IOException {
    EntryColumns before = columns(store, "OLD", old);
    EntryColumns after = columns(store, "NEW", changed);
    if (!before.manifest().keyTypes().equals(after.manifest().keyTypes())) {
      throw new UsageException(
          "version %d has keys of %s, version %d of %s: they cannot be compared"
              .formatted(
                  before.manifest().version(),
                  before.manifest().keyTypes(),
                  after.manifest().version(),
                  after.manifest().keyTypes()));
    }
    try (Store<List<Object>, byte[]> first = before.open(store);
        Store<List<Object>, byte[]> second = after.open(store)) {
      Report report = new Report(store, before, after);
      EntryDiff diff = new EntryDiff(before, after, report::take);
      if (keys.isEmpty()) {
        diff.compareAll(first, second);
      } else {
        for (String text : keys) {
          diff.compare(before.key().parse(text), first, second);
        }
      }
      report.end(diff);
      return diff.differences() == 0 ? ExitCode.GOOD : ExitCode.NEGATIVE;
    }
  }

  private static EntryColumns columns(StoreAt store, String what, String version)
      throws IOException {
    Version named = VersionOptions.named(what, version);
    return EntryColumns.of(store.manifest(named));
  }

  /** Prints differences one after the other. */
  private final class Report {
    private final EntryColumns after;
    private long left = summary ? 0 : limit;
    private String separator = "\n";

    Report(StoreAt store, EntryColumns before, EntryColumns after) throws IOException {
      this.after = after;
      if (json()) {
        Map<String, Object> head = Json.document("diff", store.name());
        head.put("old", before.manifest().version());
        head.put("new", after.manifest().version());
        String begin = Json.text(head);
        console().print(begin.substring(0, begin.length() - 1) + ",\"differences\":[");
      }
    }

    void take(EntryDiff.Difference difference) throws IOException {
      if (left > 0) {
        left--;
        if (json()) {
          console().print(separator + Json.text(document(difference)));
          separator = ",\n";
        } else {
          console().line(text(difference));
        }
      }
    }

    private String text(EntryDiff.Difference difference) {
      StringBuilder line = new StringBuilder();
      line.append(difference.kind().mark).append(' ').append(after.key().text(difference.key()));
      String gap = "  ";
      for (EntryDiff.Cell cell : difference.cells()) {
        line.append(gap).append(Text.escaped(cell.column())).append(": ");
        switch (difference.kind()) {
          case ADDED -> line.append(ValueText.shown(cell.after()));
          case REMOVED -> line.append(ValueText.shown(cell.before()));
          case CHANGED ->
              line.append(ValueText.shown(cell.before()))
                  .append(" -> ")
                  .append(ValueText.shown(cell.after()));
        }
        gap = ", ";
      }
      return line.toString();
    }

    private Map<String, Object> document(EntryDiff.Difference difference) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("kind", difference.kind().name().toLowerCase(java.util.Locale.ROOT));
      json.put("key", Json.object(after.key().names(), after.key().shown(difference.key())));
      Map<String, Object> before = new LinkedHashMap<>();
      Map<String, Object> now = new LinkedHashMap<>();
      for (EntryDiff.Cell cell : difference.cells()) {
        before.put(cell.column(), cell.before());
        now.put(cell.column(), cell.after());
      }
      json.put("before", difference.kind() == EntryDiff.Kind.ADDED ? null : before);
      json.put("after", difference.kind() == EntryDiff.Kind.REMOVED ? null : now);
      return json;
    }

    void end(EntryDiff diff) throws IOException {
      if (json()) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("added", diff.added());
        counts.put("removed", diff.removed());
        counts.put("changed", diff.changed());
        counts.put("same", diff.same());
        console().line("],\"summary\":" + Json.text(counts) + "}");
        return;
      }
      console()
          .line(
              "%s added, %s removed, %s changed, %s the same"
                  .formatted(
                      Text.number(diff.added()),
                      Text.number(diff.removed()),
                      Text.number(diff.changed()),
                      Text.number(diff.same())));
    }
  }
}
