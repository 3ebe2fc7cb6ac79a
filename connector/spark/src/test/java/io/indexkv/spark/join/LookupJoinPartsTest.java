/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.Test;

/** The parts of a lookup join, which Catalyst hands to its constructor one by one. */
class LookupJoinPartsTest {
  @Test
  void areTheParametersOfTheConstructorInTheirOrder() {
    Class<?>[] parameters = LookupJoinExec.class.getConstructors()[0].getParameterTypes();
    List<Class<?>> expected = new ArrayList<>();
    Stream.of(LookupJoinParts.class.getRecordComponents())
        .map(RecordComponent::getType)
        .forEach(expected::add);
    expected.add(SparkPlan.class);

    assertThat(List.of(parameters)).isEqualTo(expected);
  }
}
