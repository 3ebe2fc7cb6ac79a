/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.indexkv.benchmarks.RunDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeBenchmarkTest {
  @TempDir Path directory;

  @Test
  void findsEveryKeyInOrderAndNineInTenAtRandom() throws Exception {
    LargeBenchmark.main(
        new RunDirectory(directory)
            .arguments("--mebibytes", "1", "--value-bytes", "100", "--lookups", "1000"));
    Path results = new RunDirectory(directory).results();
    assertThat(results.resolve("README.md"))
        .content()
        .contains("10,485 entries", "| every key in order | 10,485 | 10,485 |")
        .containsPattern("\\| random keys \\| 1,000 \\| (8[5-9]|9[0-4])[0-9] \\|")
        .doesNotContain(directory.toString());
  }

  @Test
  void refusesValuesThatAreNoMultipleOfTen() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LargeOptions.parse("--value-bytes", "25"))
        .withMessageContaining("--value-bytes: expected a multiple of ten, found 25");
  }
}
