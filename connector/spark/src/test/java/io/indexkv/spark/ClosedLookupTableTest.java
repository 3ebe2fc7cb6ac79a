/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lookup table that is closed, or changed during use, reports an error: it never gives a wrong
 * answer.
 */
@Tag("slow")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosedLookupTableTest {
  private static final long ROWS = 3000;

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void write() {
    new StoreDirectory(directory).write(spark.range(ROWS).selectExpr("id", "id * 10 as v"), "id");
  }

  private LookupTable<Row> load() {
    return LookupTable.load(spark, directory.toString());
  }

  @Test
  void everyLookupAfterwardsFailsAtOnce() {
    LookupTable<Row> unused = load();
    unused.close();
    LookupTable<Row> used = load();
    assertThat(used.get(7L).getLong(1)).isEqualTo(70);
    used.close();
    used.close();

    for (LookupTable<Row> closed : List.of(unused, used)) {
      assertThatThrownBy(() -> closed.get(7L))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("is closed: load it again");
      assertThatThrownBy(() -> closed.getMany(List.of(7L)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> closed.getMany(List.of())).isInstanceOf(IllegalStateException.class);
      assertThat(closed.version()).isEqualTo(1);
    }
  }

  @Test
  void aBatchThatIsUnderWayFails() {
    LookupTable<Row> table = load();
    Thread closer = new Thread(table::close);
    List<Long> keys =
        new AbstractList<>() {
          @Override
          public Long get(int i) {
            if (i == 1500) {
              closer.start();
              while (closer.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
              }
            }
            return (long) i;
          }

          @Override
          public int size() {
            return (int) ROWS;
          }
        };

    assertThatThrownBy(() -> table.getMany(keys))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its lookup table was closed");
    assertThatThrownBy(() -> table.get(7L)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void copiesInTasksGoOn() {
    LookupTable<Row> table = load();
    var keys = JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(List.of(5L), 1);
    var found = keys.map(key -> table.get(key).getLong(1));
    table.close();

    assertThat(found.collect()).containsExactly(50L);
  }

  @Test
  void aListWhoseSizeIsNotWhatItYieldsLosesNoKey() {
    for (int said : new int[] {0, 1, 600, Integer.MAX_VALUE}) {
      List<Long> keys =
          new AbstractList<>() {
            @Override
            public Long get(int i) {
              return (long) i;
            }

            @Override
            public int size() {
              return said;
            }

            @Override
            public Iterator<Long> iterator() {
              return LongStream.range(0, ROWS + 1).iterator();
            }
          };
      try (LookupTable<Row> table = load()) {
        List<Row> found = table.getMany(keys);

        assertThat(found).hasSize((int) ROWS + 1);
        assertThat(found.get((int) ROWS)).isNull();
        assertThat(LongStream.range(0, ROWS).filter(i -> found.get((int) i).getLong(1) != i * 10))
            .isEmpty();
      }
    }
  }

  /** A bean whose setters use the table that it comes from. */
  public static class Curious implements Serializable {
    private static LookupTable<Curious> table;
    private static boolean closes;

    private long id;
    private long v;

    public long getId() {
      return id;
    }

    public void setId(long id) {
      this.id = id;
      if (closes) {
        table.close();
      } else {
        table.get(id + 1);
      }
    }

    public long getV() {
      return v;
    }

    public void setV(long v) {
      this.v = v;
    }
  }

  @Test
  void aBeanThatLooksUpInItsOwnTableIsRefused() {
    try (LookupTable<Curious> table = load().as(Curious.class)) {
      Curious.table = table;
      Curious.closes = false;

      assertThatThrownBy(() -> table.get(5L)).hasStackTraceContaining("load another table for it");
      assertThatThrownBy(() -> table.getMany(List.of(5L)))
          .hasStackTraceContaining("load another table for it");
    }
  }

  @Test
  void aBeanThatClosesItsOwnTableIsWholeAndTheLast() {
    LookupTable<Curious> table = load().as(Curious.class);
    Curious.table = table;
    Curious.closes = true;

    assertThat(table.getMany(List.of(5L, 6L))).extracting(Curious::getV).containsExactly(50L, 60L);
    assertThatThrownBy(() -> table.get(5L)).isInstanceOf(IllegalStateException.class);
  }
}
