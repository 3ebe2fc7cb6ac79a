/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.CompactOptions;
import io.indexkv.StoreVersion;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.ProgressLine;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "compact",
    description = {
      "Folds layers into one and small files into larger ones, as the next version.",
      "It has the same entries, and lookups in it are faster. Others may read and write meanwhile."
    },
    footer = {
      "%nExamples:",
      "  indexkv compact airports --dry-run",
      "  indexkv compact lake/customers --newest-layers 8"
    })
final class CompactCommand extends StoreCommand {
  @Option(
      names = "--newest-layers",
      order = 10,
      paramLabel = "N",
      description = "Fold only so many of the newest layers, which costs less.")
  private int newestLayers;

  @Option(
      names = "--file-bytes",
      order = 11,
      paramLabel = "SIZE",
      description = "Size of a full file; 1g by default.")
  private String fileBytes = "1g";

  @Option(
      names = "--codec",
      order = 12,
      paramLabel = "CODEC",
      description = "Rewrite all files with this codec: none, lz4 or zstd.")
  private String codec;

  @Option(names = "--dry-run", order = 13, description = "Tell how much it would rewrite.")
  private boolean dryRun;

  @Override
  int run(StoreAt store) throws IOException {
    CompactOptions options = options();
    store.requireThere();
    return dryRun ? dryRun(store, options) : compact(store, options);
  }

  private CompactOptions options() {
    try {
      CompactOptions options =
          CompactOptions.defaults().fileBytes(Text.bytes("--file-bytes", fileBytes));
      if (newestLayers != 0) {
        options = options.newestLayers(newestLayers);
      }
      return codec == null ? options : options.compression(Codecs.of("--codec", codec));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private int dryRun(StoreAt store, CompactOptions options) throws IOException {
    OptionalLong bytes = store.history().compactDryRun(options);
    Map<String, Object> document = document(store);
    document.put("useful", bytes.isPresent());
    document.put("bytes", bytes.orElse(0));
    String text =
        bytes.isPresent()
            ? "would merge files of " + Text.size(bytes.getAsLong()) + " into new ones"
            : "nothing to gain: the store is compact";
    tell(document, text);
    return ExitCode.GOOD;
  }

  private int compact(StoreAt store, CompactOptions options) throws IOException {
    ProgressLine progress = new ProgressLine(console());
    Optional<StoreVersion> made;
    try {
      made = store.history().compact(options.progress(progress));
    } finally {
      progress.end();
    }
    Map<String, Object> document = document(store);
    document.put("useful", made.isPresent());
    document.put("version", made.map(StoreVersion::number).orElse(null));
    String text =
        made.map(
                version ->
                    "version %d: %s layers folded, %s written"
                        .formatted(
                            version.number(),
                            version.summary().get("layersFolded"),
                            Text.size(Long.parseLong(version.summary().get("bytesWritten")))))
            .orElse("nothing to gain: the store is compact");
    tell(document, text);
    if (made.isPresent()) {
      console().note("The old files stay for older versions; indexkv expire and vacuum free them.");
    }
    return ExitCode.GOOD;
  }

  private Map<String, Object> document(StoreAt store) {
    Map<String, Object> document = Json.document("compact", store.name());
    document.put("dryRun", dryRun);
    return document;
  }
}
