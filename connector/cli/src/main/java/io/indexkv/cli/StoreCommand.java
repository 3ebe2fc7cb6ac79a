/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Console;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command on one store. */
abstract class StoreCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(
      index = "0",
      paramLabel = "STORE",
      description = "A directory, or a URI of a Hadoop file system.")
  String location;

  private Console console;

  final void use(Console console) {
    this.console = console;
  }

  final Console console() {
    return console;
  }

  final boolean json() {
    return common.json;
  }

  @Override
  public final Integer call() throws IOException {
    if (common.quiet) {
      console.beQuiet();
    }
    StoreAt store = StoreAt.of(location, console, common.settings);
    try {
      int exit = run(store);
      console.flush();
      return exit;
    } catch (NoSuchFileException e) {
      throw store.storage().location().equals(e.getFile()) ? store.missing() : e;
    }
  }

  /**
   * Does the work.
   *
   * @return an exit code
   */
  abstract int run(StoreAt store) throws IOException;

  /** Prints the result: as a document if the user wants JSON, else as a sentence. */
  final void tell(Map<String, Object> document, String text) throws IOException {
    console.line(json() ? Json.text(document) : text);
  }

  /** Refuses to delete unless the user has said yes. */
  static void requireYes(boolean yes, String what) {
    if (!yes) {
      throw new UsageException(what, "add --dry-run to see what would go, or --yes if it may go");
    }
  }
}
