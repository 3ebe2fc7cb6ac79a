/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.StoreHistory;
import io.indexkv.VacuumReport;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.output.TextTable;
import io.indexkv.cli.output.TextTable.Heading;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "vacuum",
    description = {
      "Deletes the files that no version lists: of expired versions and of killed writers.",
      "A retention below the longest write or read deletes files that are still needed."
    },
    footer = {
      "%nExamples:",
      "  indexkv vacuum airports --dry-run",
      "  indexkv vacuum airports --older-than 14d --yes"
    })
final class VacuumCommand extends StoreCommand {
  @Option(
      names = "--older-than",
      order = 10,
      paramLabel = "AGE",
      description = "Keep younger files; 7d by default.")
  private String olderThan = "7d";

  @Option(names = "--dry-run", order = 11, description = "List the files, and delete none.")
  private boolean dryRun;

  @Option(names = "--yes", order = 12, description = "Delete the files.")
  private boolean yes;

  @Override
  int run(StoreAt store) throws IOException {
    Duration retention = Text.duration("--older-than", olderThan);
    if (!dryRun) {
      requireYes(yes, "vacuum deletes files for good");
    }
    StoreHistory history = store.history();
    VacuumReport report = dryRun ? history.vacuumDryRun(retention) : history.vacuum(retention);
    if (json()) {
      console().line(Json.text(document(store, report)));
      return ExitCode.GOOD;
    }
    if (!report.files().isEmpty()) {
      TextTable table =
          new TextTable(
              console(),
              "",
              List.of(Heading.right("SIZE"), Heading.left("CHANGED"), Heading.left("FILE")));
      for (VacuumReport.UnusedFile file : report.files()) {
        table.row(
            List.of(
                Text.size(file.bytes()), Text.time(file.modified()), Text.escaped(file.name())));
      }
      table.end();
    }
    console()
        .line(
            "%s %s, %s"
                .formatted(
                    dryRun ? "would delete" : "deleted",
                    Text.count(report.files().size(), "file"),
                    Text.size(report.bytes())));
    return ExitCode.GOOD;
  }

  private Map<String, Object> document(StoreAt store, VacuumReport report) {
    Map<String, Object> document = Json.document("vacuum", store.name());
    document.put("dryRun", dryRun);
    document.put("bytes", report.bytes());
    document.put("files", report.files().stream().map(VacuumCommand::json).toList());
    return document;
  }

  private static Map<String, Object> json(VacuumReport.UnusedFile file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", file.name());
    json.put("bytes", file.bytes());
    json.put("modified", file.modified());
    return json;
  }
}
