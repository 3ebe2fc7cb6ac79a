/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.ExpireOptions;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "expire",
    description = {
      "Forgets old versions. The newest version and those with a tag stay.",
      "Files stay until a vacuum. With both options a version stays if either keeps it."
    },
    footer = {
      "%nExamples:",
      "  indexkv expire airports --keep-last 10 --dry-run",
      "  indexkv expire airports --keep-last 10 --keep-newer-than 30d --yes"
    })
final class ExpireCommand extends StoreCommand {
  @Option(
      names = "--keep-last",
      order = 10,
      paramLabel = "N",
      description = "Keep so many of the newest versions.")
  private Integer keepLast;

  @Option(
      names = "--keep-newer-than",
      order = 11,
      paramLabel = "AGE",
      description = "Keep the versions of this age or younger: 12h, 30d, 8w.")
  private String keepNewerThan;

  @Option(names = "--dry-run", order = 12, description = "List the versions, and forget none.")
  private boolean dryRun;

  @Option(names = "--yes", order = 13, description = "Forget the versions.")
  private boolean yes;

  @Override
  int run(StoreAt store) throws IOException {
    ExpireOptions options = options();
    if (!dryRun) {
      requireYes(yes, "expire forgets versions for good");
    }
    store.requireThere();
    List<Long> versions =
        dryRun ? store.history().expireDryRun(options) : store.history().expire(options);
    if (json()) {
      Map<String, Object> document = Json.document("expire", store.name());
      document.put("dryRun", dryRun);
      document.put("versions", versions);
      console().line(Json.text(document));
    } else {
      console()
          .line(
              (dryRun ? "would forget " : "forgot ")
                  + Text.count(versions.size(), "version")
                  + (versions.isEmpty() ? "" : ": ")
                  + versions.stream().map(String::valueOf).collect(Collectors.joining(", ")));
      if (!dryRun && !versions.isEmpty()) {
        console().note("Next: indexkv vacuum " + store.name() + " --dry-run    (to get the space)");
      }
    }
    return ExitCode.GOOD;
  }

  private ExpireOptions options() {
    if (keepLast == null && keepNewerThan == null) {
      throw new UsageException("expected --keep-last or --keep-newer-than, found neither");
    }
    try {
      ExpireOptions last = ExpireOptions.keepLast(keepLast == null ? 1 : keepLast);
      return keepNewerThan == null
          ? last
          : last.orNewerThan(Text.duration("--keep-newer-than", keepNewerThan));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--keep-last: " + e.getMessage(), e);
    }
  }
}
