/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real bash completes commands and options with the script that the program prints. */
class CompletionTest {
  @TempDir Path directory;

  private String complete(String... words) throws IOException, InterruptedException {
    Run script = Run.in(directory, "completion", "bash");
    assertThat(script.exit()).as(script.err()).isZero();
    Path file = Files.writeString(directory.resolve("completion.sh"), script.out());
    String program =
        """
        source %s
        COMP_WORDS=(%s)
        COMP_CWORD=%d
        $(complete -p indexkv | sed 's/.*-F \\([^ ]*\\) .*/\\1/') 2>/dev/null
        echo "${COMPREPLY[@]}"
        """
            .formatted(file, String.join(" ", words), words.length - 1);
    Process bash =
        new ProcessBuilder(List.of("bash", "--norc", "-c", program))
            .redirectErrorStream(true)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).as(out).isZero();
    return out.strip();
  }

  @Test
  void commandsAreCompleted() throws Exception {
    assertThat(complete("indexkv", "ins")).isEqualTo("inspect");
    assertThat(complete("indexkv", "ex")).contains("export", "expire").doesNotContain("get");
  }

  @Test
  void optionsOfACommandAreCompleted() throws Exception {
    assertThat(complete("indexkv", "import", "--du")).isEqualTo("--duplicates");
    assertThat(complete("indexkv", "get", "--version"))
        .contains("--version-as-of")
        .doesNotContain("--duplicates");
  }

  @Test
  void valuesOfAnOptionAreCompleted() throws Exception {
    assertThat(complete("indexkv", "import", "--mode", "")).contains("append");
    assertThat(complete("indexkv", "import", "--mode", "ap")).isEqualTo("append");
  }

  @Test
  void theTabKeyCompletesInZsh() throws Exception {
    assumeTrue(Programs.find("zsh").isPresent(), "no zsh in the PATH");
    Path script = directory.resolve("completion.sh");
    Files.writeString(script, Run.in(directory, "completion", "zsh").out());
    // a zsh on a terminal of its own, to which another one types; each read waits for what it names
    String program =
        """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PS1='%% '; source %s; echo rea''dy"
        zpty -r shell out '*ready*'
        for typed in 'ins' 'import --du' 'import --mode ap'; do
          zpty -n -w shell "indexkv $typed"$'\\t'
          case $typed in
            ins) zpty -r shell out '*indexkv inspect*' ;;
            *du) zpty -r shell out '*--duplicates*' ;;
            *ap) zpty -r shell out '*--mode append*' ;;
          esac
          print -r -- "$out"
          zpty -n -w shell $'\\x15'
        done
        zpty -d shell
        """
            .formatted(script);
    Path out = directory.resolve("out");
    ProcessBuilder builder = new ProcessBuilder("zsh", "-f", "-c", program);
    // where completion keeps a file of its own
    builder.environment().put("ZDOTDIR", directory.toString());
    builder.environment().put("TERM", "xterm");
    assertThat(Programs.output(builder.redirectErrorStream(true), out))
        .contains("indexkv inspect", "import --duplicates", "import --mode append");
  }

  @Test
  void zshGetsTheSameScriptAndOtherShellsNone() {
    assertThat(Run.in(directory, "completion", "zsh"))
        .isEqualTo(Run.in(directory, "completion", "bash"));
    Run fish = Run.in(directory, "completion", "fish");
    assertThat(fish.exit()).isEqualTo(2);
    assertThat(fish.err()).contains("fish").contains("to do   indexkv completion --help");
  }
}
