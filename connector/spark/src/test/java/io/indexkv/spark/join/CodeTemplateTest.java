/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Templates of generated code. */
class CodeTemplateTest {
  @Test
  void putsEachValueWhereItsNameIs() {
    String text =
        CodeTemplate.of("if ({probe} == null) { {probe}.add({row}, new int[] {}); }")
            .with("probe", "probe_0")
            .with("row", 7)
            .text();

    assertThat(text).isEqualTo("if (probe_0 == null) { probe_0.add(7, new int[] {}); }");
  }

  @Test
  void leavesTheInsideOfAValueAsItIs() {
    String value = "$1 \\ {other} {code} %s";

    assertThat(CodeTemplate.of("<{code}>").with("code", value).text()).isEqualTo("<" + value + ">");
  }

  @Test
  void refusesAPlaceholderWithoutAValue() {
    CodeTemplate template = CodeTemplate.of("{probe}.find({row});").with("probe", "p");

    assertThatThrownBy(template::text)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no value for {row}");
  }

  @Test
  void refusesAValueWithoutAPlaceholder() {
    CodeTemplate template = CodeTemplate.of("{probe}.find();").with("probe", "p").with("row", 1);

    assertThatThrownBy(template::text)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no placeholder for [row]");
  }

  @Test
  void refusesASecondValue() {
    CodeTemplate template = CodeTemplate.of("{probe}.find();").with("probe", "p");

    assertThatThrownBy(() -> template.with("probe", "q"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two values");
  }
}
