/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FormatDocTest {
  private static final Pattern HEX_LINE =
      Pattern.compile("^    ([0-9a-f]{4})  ((?:[0-9a-f]{2} ?)+)(?:  .*)?$", Pattern.MULTILINE);

  @Test
  void theWorkedExampleIsTheGoldenFile() throws IOException {
    String doc = Files.readString(Path.of("../../docs/store-file-format.md"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher line = HEX_LINE.matcher(doc);
    while (line.find()) {
      assertThat(Integer.parseInt(line.group(1), 16)).as(line.group()).isEqualTo(bytes.size());
      bytes.writeBytes(HexFormat.of().parseHex(line.group(2).replace(" ", "")));
    }
    assertThat(bytes.toByteArray()).isEqualTo(GoldenFile.EXAMPLE.released());
  }
}
