/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.StoreVersion;
import io.indexkv.Version;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rollback",
    description = {
      "Commits a new version with the content of an old one. Nothing is deleted.",
      "A version is a number or a tag."
    },
    footer = {"%nExample:", "  indexkv rollback airports 41"})
final class RollbackCommand extends StoreCommand {
  @Parameters(index = "1", paramLabel = "VERSION", description = "The version to go back to.")
  private String version;

  @Option(names = "--dry-run", order = 10, description = "Change nothing.")
  private boolean dryRun;

  @Override
  int run(StoreAt store) throws IOException {
    StoreVersion old = store.describe(VersionOptions.named("VERSION", version));
    StoreVersion newest = store.describe(Version.newest());
    Map<String, Object> document = Json.document("rollback", store.name());
    document.put("to", old.number());
    document.put("from", newest.number());
    document.put("dryRun", dryRun);
    String text;
    if (dryRun) {
      text =
          "would make a version with the content of version %d of %s; the newest is %d"
              .formatted(old.number(), Text.time(old.time()), newest.number());
    } else {
      StoreVersion made = store.history().rollback(Version.number(old.number()));
      document.put("version", made.number());
      text =
          "version %d has the content of version %d of %s"
              .formatted(made.number(), old.number(), Text.time(old.time()));
    }
    tell(document, text);
    return ExitCode.GOOD;
  }
}
