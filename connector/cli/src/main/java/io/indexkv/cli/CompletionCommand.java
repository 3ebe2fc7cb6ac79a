/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.cli.output.Console;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Prints a script with which a shell completes commands and options.",
    footer = {
      "%nExamples:",
      "  source <(indexkv completion bash)",
      "  indexkv completion zsh > ~/.indexkv-completion.zsh   # and source it in ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells; both read the same script. */
  enum Shell {
    BASH,
    ZSH
  }

  /** Values to complete. Commands take them in any case, and help and pages have small letters. */
  private static final Pattern VALUES = Pattern.compile("_(option|pos_param)_args=\\(.*\\)");

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    String script = AutoComplete.bash("indexkv", spec.root().commandLine());
    console.print(
        VALUES
            .matcher(script)
            .replaceAll(found -> Matcher.quoteReplacement(found.group().toLowerCase(Locale.ROOT))));
    console.flush();
    return ExitCode.GOOD;
  }
}
