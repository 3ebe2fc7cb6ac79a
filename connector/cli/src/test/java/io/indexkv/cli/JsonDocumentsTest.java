/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.cli.output.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.shaded.com.fasterxml.jackson.databind.JsonNode;
import org.apache.hadoop.shaded.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every command prints one JSON document, which another reader understands. */
class JsonDocumentsTest {
  private static final ObjectMapper READER = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void everyCommandPrintsOneDocument() throws IOException {
    Files.writeString(
        directory.resolve("numbers.csv"), "id,n\n9223372036854775807,-9223372036854775808\n1,2\n");
    Files.writeString(directory.resolve("more.csv"), "id,n\n1,3\n");
    List<String> commands =
        List.of(
            "import numbers numbers.csv --key id --columns id_BIGINT,n_BIGINT",
            "import numbers more.csv --mode append",
            "inspect numbers",
            "inspect numbers --count",
            "get numbers 9223372036854775807 5",
            "scan numbers",
            "history numbers",
            "diff numbers 1 2",
            "verify numbers",
            "bench numbers --seconds 0.01",
            "export numbers out.jsonl",
            "compact numbers --dry-run",
            "compact numbers",
            "compact numbers",
            "rollback numbers 1 --dry-run",
            "rollback numbers 1",
            "tag numbers best",
            "tag numbers",
            "expire numbers --keep-last 1 --dry-run",
            "vacuum numbers --dry-run");
    TreeSet<String> seen = new TreeSet<>();
    for (String command : commands) {
      List<String> args = new ArrayList<>(List.of(command.split(" ")));
      args.replaceAll(arg -> arg.replace('_', ' '));
      args.add("--json");
      Run run = Run.in(directory, args.toArray(String[]::new));
      assertThat(run.exit()).as(command + run.err()).isLessThan(2);
      JsonNode document = READER.readTree(run.out());
      assertThat(document.get("format").intValue()).as(command).isEqualTo(1);
      assertThat(document.get("command").textValue()).isEqualTo(args.get(0));
      assertThat(document.get("store").textValue()).isEqualTo("numbers");
      requireExact(document, command);
      seen.add(args.get(0));
    }
    Console console =
        new Console(
            java.io.InputStream.nullInputStream(),
            java.io.OutputStream.nullOutputStream(),
            java.io.OutputStream.nullOutputStream(),
            directory,
            false);
    CommandLine all = Main.commandLine(console);
    seen.add("completion"); // prints a script
    assertThat(seen).isEqualTo(new TreeSet<>(all.getSubcommands().keySet()));
  }

  /** Fails if a number has more digits than a double keeps. */
  private static void requireExact(JsonNode node, String command) {
    if (node.isNumber()) {
      assertThat(Math.abs(node.doubleValue())).as(command).isLessThan(1L << 53);
    }
    node.forEach(inside -> requireExact(inside, command));
  }

  @Test
  void numbersOf64BitsKeepTheirDigits() throws IOException {
    Files.writeString(
        directory.resolve("numbers.csv"), "id,n\n9223372036854775807,-9223372036854775808\n");
    Run.in(
        directory, "import", "n", "numbers.csv", "--key", "id", "--columns", "id BIGINT, n BIGINT");

    Run run = Run.in(directory, "scan", "n", "--jsonl");

    assertThat(run.out())
        .isEqualTo("{\"id\":\"9223372036854775807\",\"n\":\"-9223372036854775808\"}\n");
  }
}
