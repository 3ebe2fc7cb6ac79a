/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {
  @Option(names = "--json", order = 90, description = "Print one JSON document.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      order = 91,
      description = "Print nothing to the standard error but problems.")
  boolean quiet;

  @Option(names = "--debug", order = 92, description = "Print the stack trace of an error.")
  boolean debug;

  @Option(
      names = "-D",
      order = 93,
      paramLabel = "NAME=VALUE",
      description = "A setting of Hadoop, for stores that are not local.")
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = {"-h", "--help"},
      order = 94,
      usageHelp = true,
      description = "Print this help.")
  boolean help;
}
