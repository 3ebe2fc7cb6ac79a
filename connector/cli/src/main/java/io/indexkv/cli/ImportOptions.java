/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.importing.ImportPlan.WriteChoices;
import io.indexkv.cli.output.Console;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.StoreAt;
import io.indexkv.file.write.Duplicates;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of an import that say how entries are sorted and written. */
final class ImportOptions {
  /** What happens to rows without a key. */
  enum NullKeys {
    FAIL,
    DROP
  }

  private static final long MIN_MEMORY = 4096;

  /** Bytes of the heap that are kept for reading files. */
  private static final long FOR_READING = 256 << 20;

  @Option(
      names = "--duplicates",
      order = 13,
      paramLabel = "RULE",
      description = "If a key comes twice: fail, or keep the first or last. fail is the default.")
  private Duplicates duplicates = Duplicates.FAIL;

  @Option(
      names = "--null-keys",
      order = 14,
      paramLabel = "RULE",
      description = "If a key is null: fail, or drop its row. fail is the default.")
  private NullKeys nullKeys = NullKeys.FAIL;

  @Option(
      names = "--codec",
      order = 16,
      paramLabel = "CODEC",
      description = "none, lz4, zstd, or zstd with a level: zstd:9. none is the default.")
  private String codec = "none";

  @Option(
      names = "--memory",
      order = 17,
      paramLabel = "SIZE",
      description = "Memory to sort in; a quarter to half of the heap by default.")
  private String memory;

  @Option(
      names = "--temp",
      order = 18,
      paramLabel = "DIRECTORY",
      description = "Where to sort what does not fit into the memory.")
  private String temporary;

  /**
   * What the user chose.
   *
   * @throws UsageException if it is not possible
   */
  WriteChoices choices(Console console, StoreAt store) {
    long heap = Runtime.getRuntime().maxMemory();
    long bytes = Math.max(heap / 4, heap / 2 - FOR_READING);
    if (memory != null) {
      bytes = Text.bytes("--memory", memory);
      if (bytes < MIN_MEMORY) {
        throw new UsageException("--memory: expected 4096 or more, found " + bytes);
      }
    }
    Path runs =
        temporary != null
            ? console.path(temporary)
            : Path.of(
                store.far() ? System.getProperty("java.io.tmpdir") : store.storage().location());
    return new WriteChoices(
        duplicates, nullKeys == NullKeys.DROP, Codecs.of("--codec", codec), bytes, runs);
  }
}
