/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.unique.UniqueTables.Answer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random queries have the same rows whether Spark trusts the keys of stores or not.
 *
 * <p>For more or other queries: {@code -Dindexkv.trust.queries=5000 -Dindexkv.trust.seed=7}, and
 * {@code -Dindexkv.trust.first=40} to begin with one of them. The same seed gives the same queries.
 */
@Tag("slow")
class RandomTrustTest {
  private static final int QUERIES = Integer.getInteger("indexkv.trust.queries", 300);
  private static final int FIRST = Integer.getInteger("indexkv.trust.first", 0);
  private static final long SEED = Long.getLong("indexkv.trust.seed", 20261130);

  @TempDir static Path directory;

  @BeforeAll
  static void createTables() {
    UniqueTables.create(directory);
  }

  @Test
  void trustChangesNoRow() {
    int joins = 0;
    int groups = 0;
    int refused = 0;
    for (int i = FIRST; i < FIRST + QUERIES; i++) {
      Random random = new Random(new SplittableRandom(SEED * 1_000_000 + i).nextLong());
      String query = RandomPlan.of(random).sql();
      String about = "query %d of seed %d: %s".formatted(i, SEED, query);
      Optional<Answer> before = answer(query);
      if (before.isEmpty()) {
        refused++;
        continue;
      }
      Answer after;
      try {
        after = UniqueTables.run(query, true);
      } catch (Exception e) {
        throw new AssertionError(about, e);
      }
      assertThat(after.rows()).as(about + "\n" + after.plan()).isEqualTo(before.get().rows());
      joins += Math.max(0, before.get().joins() - after.joins());
      groups += Math.max(0, before.get().groups() - after.groups());
    }
    System.out.printf(
        "%d random queries from seed %d: %d joins and %d groupings went, Spark refused %d queries%n",
        QUERIES, SEED, joins, groups, refused);
    assertThat(refused).isLessThanOrEqualTo(QUERIES / 10);
    if (QUERIES >= 300) {
      assertThat(joins).isGreaterThan(QUERIES / 30);
      assertThat(groups).isGreaterThan(QUERIES / 30);
    }
  }

  /** Without trust; empty if Spark cannot run such a query. */
  private static Optional<Answer> answer(String query) {
    try {
      return Optional.of(UniqueTables.run(query, false));
    } catch (Exception e) {
      // Spark throws checked exceptions that no signature declares
      System.out.println("Spark refuses: " + query + "\n" + e.getMessage().lines().findFirst());
      return Optional.empty();
    }
  }
}
