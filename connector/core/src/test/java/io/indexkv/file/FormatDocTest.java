/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FormatDocTest {
  private static final Pattern HEX_LINE =
      Pattern.compile("^    ([0-9a-f]{4})  ((?:[0-9a-f]{2} ?)+)(?:  .*)?$", Pattern.MULTILINE);

  @Test
  void theWorkedExamplesAreGoldenFiles() throws IOException {
    String doc = Files.readString(Path.of("../../docs/store-file-format.md"));
    List<ByteArrayOutputStream> examples = new ArrayList<>();
    Matcher line = HEX_LINE.matcher(doc);
    while (line.find()) {
      int at = Integer.parseInt(line.group(1), 16);
      if (at == 0) {
        examples.add(new ByteArrayOutputStream());
      }
      ByteArrayOutputStream bytes = examples.get(examples.size() - 1);
      assertThat(at).as(line.group()).isEqualTo(bytes.size());
      bytes.writeBytes(HexFormat.of().parseHex(line.group(2).replace(" ", "")));
    }
    assertThat(examples.stream().map(ByteArrayOutputStream::toByteArray))
        .containsExactly(GoldenFile.EXAMPLE.released(), GoldenFile.DIRECT_EXAMPLE.released());
  }
}
