/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many tasks share a budget. */
class SlicingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // in the driver: its threads, whatever else is set
        "local                   |   |   |  1",
        "local[3]                |   |   |  3",
        "local[8,2]              |   |   |  8",
        "local[8]                | 2 |   |  8",
        "local[8]                |   | 3 |  2",
        // in executors
        "local-cluster[2,3,1024] |   |   |  3",
        "local-cluster[2,3,1024] | 2 |   |  2",
        "yarn                    |   |   |  1",
        "k8s://host:443          |   |   |  1",
        "yarn                    | 4 |   |  4",
        "spark://host:7077       | 5 |   |  5",
        "spark://host:7077       | 5 | 2 |  2",
        "spark://host:7077       | 1 | 2 |  1"
      })
  void countsTheTasksOfAJvm(String master, String cores, String taskCpus, int tasks) {
    SparkConf conf = conf(master);
    // this setting is about partitions, not about cores
    conf.set("spark.default.parallelism", "100");
    if (cores != null) {
      conf.set("spark.executor.cores", cores);
    }
    if (taskCpus != null) {
      conf.set("spark.task.cpus", taskCpus);
    }

    assertThat(Slicing.tasksAtOnce(conf)).isEqualTo(tasks);
  }

  @Test
  void aStarIsAllCoresOfTheMachine() {
    int cores = Runtime.getRuntime().availableProcessors();

    assertThat(Slicing.tasksAtOnce(conf("local[*]"))).isEqualTo(cores);
    assertThat(Slicing.tasksAtOnce(conf("local[*,4]"))).isEqualTo(cores);
  }

  @Test
  void asksForTheCoresOfAnExecutorWhereTheyAreThoseOfItsWorker() {
    assertThatThrownBy(() -> Slicing.tasksAtOnce(conf("spark://host:7077")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "spark.indexkv.join.cacheBudget",
            "spark://host:7077",
            "spark.executor.cores is not set");
  }

  private static SparkConf conf(String master) {
    return new SparkConf(false).set("spark.master", master);
  }
}
