/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The example of docs/row-layout.md. */
class RowLayoutDocTest {
  private static final Path DOC = Path.of("../../docs/row-layout.md");
  private static final Pattern BYTES = Pattern.compile("(?m)^ {4}((?:[0-9a-f]{2} ){7}[0-9a-f]{2})");

  @Test
  void encodesAndReadsAsDocumented() throws IOException {
    String example = Files.readString(DOC).split("## Example")[1];
    byte[] bytes;
    try (Stream<String> lines = BYTES.matcher(example).results().map(m -> m.group(1))) {
      bytes = HexFormat.of().parseHex(lines.collect(Collectors.joining(" ")).replace(" ", ""));
    }
    RowLayout layout =
        new RowLayout(
            Column.int64("id"),
            Column.string("name"),
            Column.int32("score"),
            Column.decimal("price", 20, 2),
            Column.bool("active"));
    assertThat(example)
        .contains("id int64, name string, score int32, price decimal(20,2), active boolean")
        .contains("7, \"Zo\\u00eb\", null, 1.50, true");
    Row row = layout.row(7L, "Zo\u00eb", null, new BigDecimal("1.5"), true);
    assertThat(row.bytes()).isEqualTo(bytes);
    assertThat(layout.view(bytes).toString())
        .isEqualTo("[id=7, name=Zo\u00eb, score=null, price=1.50, active=true]");
  }
}
