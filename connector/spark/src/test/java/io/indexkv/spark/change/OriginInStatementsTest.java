/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that use {@code _file} and {@code _version}: where a row comes from. */
class OriginInStatementsTest {
  @TempDir Path directory;

  private StatementStore store;

  /** Keys 0 and 1 are in the older layer, 2 and 3 in the newer one. */
  @BeforeEach
  void writeStore() {
    store =
        StatementStore.of(
            directory.resolve("store"),
            "select id as k, concat('v', id) as v, cast(id as int) as x from range(2)",
            "k");
    store.sql("insert into %s values (2, 'v2', 2), (3, 'v3', 3)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_file = F",
        "_file = F and k < 100",
        "_version = 2L and _file = F",
        "_version = 2 and _file in (F, 'no file') and x between 0 and 10",
        "k in (select k from %s where _file = F)",
        "_file = (select max(_file) from %s where k = 2)",
        "k in (2, 3) and _version > 1",
        "exists (select 1 from %s o where o._file = %s._file and o.k = 2)"
      })
  void updateAndDeleteByTheFile(String condition) {
    String file = fileOf(2);
    String where = condition.replace("F", "'" + file + "'");

    store.sql("update %s t set v = concat(v, '+') where " + where.replace("%s._file", "t._file"));
    assertThat(store.rows()).containsExactly("[0,v0,0]", "[1,v1,1]", "[2,v2+,2]", "[3,v3+,3]");

    String again =
        condition.replace("F", "'" + fileOf(2) + "'").replace("_version = 2", "_version = 3");
    store.sql("delete from %s t where " + again.replace("%s._file", "t._file"));
    assertThat(store.rows()).containsExactly("[0,v0,0]", "[1,v1,1]");
  }

  @Test
  void anUpdateMayWriteThem() {
    String file = fileOf(2);

    store.sql("update %s set v = _file, x = cast(_version as int) where k in (2, 3)");

    assertThat(store.rows())
        .containsExactly("[0,v0,0]", "[1,v1,1]", "[2," + file + ",2]", "[3," + file + ",2]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update %s set _file = 'other' where k = 2",
        "update %s set v = 'new', _file = 'other' where _version = 2",
        "update %s set _version = _version + 1, v = 'new' where _file is not null"
      })
  void noUpdateSetsThem(String update) {
    assertThatThrownBy(() -> store.sql(update))
        .hasMessageContaining("an UPDATE cannot set the column _");
    assertThat(store.newest().version()).isEqualTo(2);
    assertThat(store.rows()).containsExactly("[0,v0,0]", "[1,v1,1]", "[2,v2,2]", "[3,v3,3]");
  }

  @Test
  void aKeyMovesByThem() {
    store.sql("update %s set k = k + 10 where _file = '" + fileOf(2) + "'");

    assertThat(store.rows()).containsExactly("[0,v0,0]", "[1,v1,1]", "[12,v2,2]", "[13,v3,3]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "merge into %s t using (select id from range(2)) s on t.k = s.id and t._file = 'x' when matched then delete",
        "merge into %s t using (select id from range(2)) s on t.k = s.id when matched and t._version = 2 then delete",
        "merge into %s t using (select id from range(2)) s on t.k = s.id when matched then update set v = t._file",
        "merge into %s t using (select id from range(2)) s on t.k = s.id and t._file = 'x' when not matched then"
            + " insert (k, v, x) values (s.id + 100L, 'n', 0)",
        "merge into %s t using (select id from range(2)) s on t.k = cast(s.id as int) and t._version = 2S when"
            + " matched then delete"
      })
  void aMergeByTheTargetsFileIsRefused(String merge) {
    assertThatThrownBy(() -> store.sql(merge))
        .hasMessageContaining("a MERGE cannot use the columns _file and _version of its target");
    assertThat(store.newest().version()).isEqualTo(2);
  }

  @Test
  void aMergeMayUseThoseOfItsSource() {
    store.sql(
        "merge into %s t using (select *, _file as f from %s) s on t.k = s.k"
            + " when matched and s.f = '"
            + fileOf(2)
            + "' then update set v = 'changed'");
    assertThat(store.rows())
        .containsExactly("[0,v0,0]", "[1,v1,1]", "[2,changed,2]", "[3,changed,3]");

    store.sql(
        "merge into %s t using %s s on t.k = s.k and s._version = 3"
            + " when matched and s._file = '"
            + fileOf(2)
            + "' then delete");
    assertThat(store.rows()).containsExactly("[0,v0,0]", "[1,v1,1]");
  }

  private String fileOf(long key) {
    List<String> files =
        StatementStore.spark()
            .sql(store.text("select _file from %s where k = " + key))
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(files).hasSize(1);
    return files.get(0);
  }
}
