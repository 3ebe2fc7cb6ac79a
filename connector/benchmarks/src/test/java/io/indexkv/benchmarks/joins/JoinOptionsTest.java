/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JoinOptionsTest {
  @Test
  void readsEachOption() {
    JoinOptions options =
        JoinOptions.parse(
            "--facts",
            "50",
            "--keys",
            "10",
            "--runs",
            "0",
            "--cases",
            "few-hit,base",
            "--queries",
            "q2",
            "--variants",
            "sort-merge,lookup",
            "--data",
            "d",
            "--results",
            "r",
            "--master",
            "local[1]",
            "--jars",
            "a.jar,b.jar");
    assertThat(options.facts()).isEqualTo(50);
    assertThat(options.keys()).isEqualTo(10);
    assertThat(options.runs()).isZero();
    assertThat(options.cases()).containsExactly(JoinCase.FEW_HIT, JoinCase.BASE);
    for (JoinCase each : JoinCase.values()) {
      assertThat(options.queries(each)).containsExactly(JoinQuery.Q2);
      assertThat(options.variants(each))
          .containsExactly(JoinVariant.SORT_MERGE, JoinVariant.LOOKUP);
    }
    assertThat(options.data()).isEqualTo(Path.of("d"));
    assertThat(options.results()).isEqualTo(Path.of("r"));
    assertThat(options.master()).isEqualTo("local[1]");
    assertThat(options.jars()).isEqualTo("a.jar,b.jar");
  }

  @Test
  void measuresEverythingOfTheBaseByDefault() {
    JoinOptions options = JoinOptions.parse();
    assertThat(options.cases()).containsExactly(JoinCase.BASE);
    assertThat(options.queries(JoinCase.BASE)).containsExactly(JoinQuery.values());
    assertThat(options.variants(JoinCase.BASE)).containsExactly(JoinVariant.values());
  }

  @Test
  void measuresTheProbeAloneOfOtherCasesByDefault() {
    JoinOptions options = JoinOptions.parse();
    assertThat(options.queries(JoinCase.HALF_HIT)).containsExactly(JoinQuery.Q1);
    assertThat(options.variants(JoinCase.HALF_HIT))
        .containsExactly(JoinVariant.SCAN, JoinVariant.LOOKUP);
  }

  @Test
  void namesEveryChoice() {
    Stream.of(JoinCase.values(), JoinQuery.values(), JoinVariant.values())
        .flatMap(Stream::of)
        .forEach(choice -> assertThat(JoinOptions.USAGE).containsPattern("\\b" + choice + "\\b"));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JoinOptions.parse("--fact", "1"))
        .withMessageContaining("unknown option --fact")
        .withMessageContaining("--facts N");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JoinOptions.parse("--variants", "scan,hash"))
        .withMessageContaining("found hash")
        .withMessageContaining("shuffled-hash");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JoinOptions.parse("--facts", "0"))
        .withMessageContaining("--facts: expected at least 1, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JoinOptions.parse("--facts", "5m"))
        .withMessageContaining("expected a whole number, found 5m");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JoinOptions.parse("--facts"))
        .withMessageContaining("--facts has no value");
  }
}
