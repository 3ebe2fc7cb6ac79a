/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.VerifyReport;
import io.indexkv.Version;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "verify",
    description = {
      "Reads and checks every byte of a version. Exit 1 if a file is damaged or missing.",
      "A store that is not local is copied into this host's cache, and the copies are checked."
    },
    footer = {"%nExample:", "  indexkv verify airports"})
final class VerifyCommand extends StoreCommand {
  @Mixin private VersionOptions versions = new VersionOptions();

  @Override
  int run(StoreAt store) throws IOException {
    long version = store.manifest(versions.version()).version();
    long begin = System.nanoTime();
    VerifyReport report = store.history().verify(Version.number(version));
    Duration duration = Duration.ofNanos(System.nanoTime() - begin);
    if (json()) {
      console().line(Json.text(document(store, report, duration)));
    } else {
      for (VerifyReport.DamagedFile file : report.damaged()) {
        console().line("CORRUPT " + Text.escaped(file.problem()));
      }
      String verdict = report.isSound() ? "OK" : "CORRUPT " + report.damaged().size() + " of";
      console()
          .line(
              "%s %s, %s, %s, version %d, %s"
                  .formatted(
                      verdict,
                      Text.count(report.files(), "file"),
                      Text.count(report.entries(), "record"),
                      Text.size(report.bytes()),
                      version,
                      Text.seconds(duration)));
    }
    if (!report.isSound()) {
      console().note("Next: indexkv history " + store.name() + "    (a version to roll back to)");
    }
    return report.isSound() ? ExitCode.GOOD : ExitCode.NEGATIVE;
  }

  private static Map<String, Object> document(
      StoreAt store, VerifyReport report, Duration duration) {
    Map<String, Object> document = Json.document("verify", store.name());
    document.put("version", report.version());
    document.put("sound", report.isSound());
    document.put("files", report.files());
    document.put("records", report.entries());
    document.put("bytes", report.bytes());
    document.put("milliseconds", duration.toMillis());
    List<Map<String, Object>> damaged =
        report.damaged().stream()
            .map(
                file -> {
                  Map<String, Object> json = new LinkedHashMap<>();
                  json.put("name", file.name());
                  json.put("problem", file.problem());
                  return json;
                })
            .toList();
    document.put("damaged", damaged);
    return document;
  }
}
