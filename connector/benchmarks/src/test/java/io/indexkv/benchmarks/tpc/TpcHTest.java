/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query of TPC-H gives the same rows on stores as on Parquet. */
@Tag("slow")
class TpcHTest {
  @TempDir Path directory;

  @Test
  void tpcHGivesTheSameRowsOnStores() throws IOException {
    List<TpcTimes> queries =
        TpcTestRun.of(
            directory, "--suite", "tpch", "--scale", "0.1", "--mode", "on", "--runs", "0");

    assertThat(queries).hasSize(22);
    assertThat(queries).filteredOn(query -> query.rows() > 0).hasSize(22);
    // these have no equality with the first columns of the key of a table on the right
    assertThat(TpcTestRun.withoutLookupJoin(queries)).containsExactly("q1", "q6", "q13", "q22");
  }
}
