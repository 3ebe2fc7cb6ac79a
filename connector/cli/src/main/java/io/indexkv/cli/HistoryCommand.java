/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.StoreVersion;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.output.TextTable;
import io.indexkv.cli.output.TextTable.Heading;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "history",
    description = "Lists the versions of a store, the newest first, with what each changed.",
    footer = {"%nExample:", "  indexkv history airports --limit 5"})
final class HistoryCommand extends StoreCommand {
  @Option(
      names = "--limit",
      order = 10,
      paramLabel = "N",
      description = "Print at most so many versions.")
  private long limit = Long.MAX_VALUE;

  @Override
  int run(StoreAt store) throws IOException {
    store.requireThere();
    List<StoreVersion> all = store.history().versions();
    List<StoreVersion> versions = all.stream().limit(Math.max(0, limit)).toList();
    if (json()) {
      Map<String, Object> document = Json.document("history", store.name());
      document.put("versions", versions.stream().map(HistoryCommand::json).toList());
      console().line(Json.text(document));
      return ExitCode.GOOD;
    }
    TextTable table =
        new TextTable(
            console(),
            "",
            List.of(
                Heading.right("VERSION"),
                Heading.left("TIME"),
                Heading.left("OPERATION"),
                Heading.right("ENTRIES"),
                Heading.right("FILES"),
                Heading.right("SIZE"),
                Heading.left("CHANGED"),
                Heading.left("BY"),
                Heading.left("TAGS")));
    for (StoreVersion version : versions) {
      table.row(
          List.of(
              Long.toString(version.number()),
              Text.time(version.time()),
              Text.escaped(version.operation()),
              number(version, "entries"),
              number(version, "files"),
              size(version),
              changed(version.operation(), version.summary()),
              Text.escaped(version.summary().getOrDefault("user", "unknown")),
              String.join(", ", version.tags())));
    }
    table.end();
    return ExitCode.GOOD;
  }

  /** What a commit changed, in words. */
  static String changed(String operation, Map<String, String> summary) {
    return Text.escaped(
        switch (operation) {
          case "overwrite", "truncate" -> "all";
          case "upsert", "merge", "update", "delete" ->
              number(summary, "upserted", "?")
                  + " put, "
                  + number(summary, "deleted", "?")
                  + " deleted";
          case "compact" -> number(summary, "layersFolded", "?") + " layers folded";
          case "rollback" -> "back to " + summary.getOrDefault("to", "?");
          default -> "";
        });
  }

  private static String number(StoreVersion version, String fact) {
    return Text.escaped(number(version.summary(), fact, ""));
  }

  /** The number of a fact, or the fact as it is, or what stands for no such fact. */
  private static String number(Map<String, String> summary, String fact, String none) {
    String text = summary.getOrDefault(fact, none);
    return text.matches("\\d{1,18}") ? Text.number(Long.parseLong(text)) : text;
  }

  private static String size(StoreVersion version) {
    String text = version.summary().getOrDefault("bytes", "");
    return text.matches("\\d{1,18}") ? Text.size(Long.parseLong(text)) : Text.escaped(text);
  }

  static Map<String, Object> json(StoreVersion version) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", version.number());
    json.put("parent", version.parent());
    json.put("time", version.time());
    json.put("operation", version.operation());
    json.put("tags", version.tags());
    json.put("summary", version.summary());
    return json;
  }
}
