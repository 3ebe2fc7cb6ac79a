/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.Compression;
import io.indexkv.file.write.Duplicates;
import io.indexkv.key.KeyReader;
import io.indexkv.key.KeyType;
import io.indexkv.key.KeyWriter;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.Pin;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.NullArguments;
import io.indexkv.testing.UserFacing;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No call of a user-facing type fails with a bare NullPointerException. */
class NullArgumentsTest {
  private static final RowLayout LAYOUT = new RowLayout(Column.int64("a"));

  /** Calls whose Javadoc defines null. */
  private static final Set<String> ALLOWED =
      Set.of("Entry.key", "Entry.value", "Entry.of.key", "Entry.of.value");

  private final Map<Class<?>, List<Supplier<?>>> samples = new HashMap<>();

  @TempDir Path directory;

  @Test
  void everyPublicCallNamesTheParameterThatIsNull() throws Exception {
    Keys<Long> keys = Keys.int64();
    try (StoreWriter<Long, Long> writer = Store.write(directory, keys, Values.int64())) {
      writer.add(1L, 1L);
      writer.commit();
    }
    OpenOptions options = OpenOptions.defaults();
    try (Store<Long, Long> store = Store.open(directory, keys, Values.int64());
        RefreshingStore<Long, Long> refreshing =
            RefreshingStore.open(directory, keys, Values.int64(), options);
        Entries<Long, Long> entries = store.scan(Range.all())) {
      addValues();
      addTypes();
      add(Store.class, () -> store);
      add(RefreshingStore.class, () -> refreshing);
      add(LongLookup.class, store::longLookup);
      add(OrderedView.class, store::ordered);
      add(Entries.class, () -> entries);
      add(StoreWriter.class, this::writer);

      NullArguments calls = new NullArguments(samples, ALLOWED);
      List<String> problems = new ArrayList<>();
      for (Class<?> type : types()) {
        problems.addAll(calls.problems(type));
      }
      assertThat(problems).isEmpty();
    }
  }

  @Test
  void keysOfEachTypeRefuseNull() {
    List<Keys<?>> all = new ArrayList<>();
    TypedKeys.columns().forEach(typed -> all.add(typed.keys()));
    all.add(Keys.composite(Keys.string(), Keys.int16()));
    all.add(Keys.string().as(text -> text.charAt(0), String::valueOf));
    all.add(Keys.int64().as(number -> (int) (long) number, number -> (long) number));
    for (Keys<?> keys : all) {
      assertThatThrownBy(() -> keys.encode(null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("null is no " + keys.type() + " key");
      if (keys.type().wordWidth() > 0 && keys.type().isNumber()) {
        assertThatThrownBy(() -> keys.word(null)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  private static List<Class<?>> types() {
    List<Class<?>> types = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.indexkv")) {
      if (UserFacing.isUserFacing(type)) {
        types.add(type.reflect());
      }
    }
    assertThat(types)
        .contains(Store.class, Column.Type.class, Compression.class)
        .hasSizeGreaterThan(30);
    return types;
  }

  /** An open writer. It can go on after a rejected key, but each test has its own. */
  private StoreWriter<Long, Long> writer() {
    try {
      return Store.write(directory, Keys.int64(), Values.int64(), WriteOptions.defaults().upsert());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void add(Class<?> type, Supplier<?>... makers) {
    samples.put(type, List.of(makers));
  }

  private void addValues() {
    add(Object.class, () -> 1L);
    add(long.class, () -> 1L);
    add(int.class, () -> 0);
    add(double.class, () -> 0.0);
    add(String.class, () -> "a");
    add(BigInteger.class, () -> BigInteger.ONE);
    add(UUID.class, UUID::randomUUID);
    add(Duration.class, () -> Duration.ZERO);
    add(Instant.class, () -> Instant.EPOCH);
    add(Path.class, () -> directory);
    add(Optional.class, Optional::empty);
    add(OptionalLong.class, OptionalLong::empty);
    add(List.class, List::of);
    add(Collection.class, List::of);
    add(Map.class, Map::of);
    add(Iterator.class, () -> List.of().iterator());
    add(Stream.class, Stream::empty);
    add(Executor.class, () -> (Executor) Runnable::run);
    add(Function.class, () -> (Function<?, ?>) Function.identity());
    add(Consumer.class, () -> (Consumer<?>) x -> {});
    add(BooleanSupplier.class, () -> (BooleanSupplier) () -> false);
    add(byte[].class, () -> new byte[8]);
    add(long[].class, () -> new long[1]);
    add(Object[].class, () -> new Object[1]);
    add(String[].class, () -> new String[] {"a"});
  }

  private void addTypes() {
    add(Keys.class, Keys::int64, () -> Keys.int64().as(key -> key + 1, key -> key - 1));
    add(Values.class, Values::int64, Values::bytes, Values::string, () -> Values.row(LAYOUT));
    add(Keys[].class, () -> new Keys<?>[] {Keys.int64()});
    add(KeyType.class, () -> KeyType.INT64);
    add(KeyType[].class, () -> new KeyType[] {KeyType.INT64});
    add(KeyWriter.class, () -> new KeyWriter(KeyType.INT64));
    add(KeyReader.class, () -> new KeyReader(KeyType.INT64));
    add(Column.class, () -> Column.int64("a"));
    add(Column[].class, () -> new Column[] {Column.int64("a")});
    add(Column.Type.class, () -> Column.Type.INT64);
    add(RowLayout.class, () -> LAYOUT);
    add(Row.class, () -> LAYOUT.row(1L));
    add(Range.class, Range::all);
    add(Entry.class, () -> Entry.of(1L, 1L));
    add(Progress.Phase.class, () -> Progress.Phase.ADDING);
    add(Version.class, Version::newest);
    add(OpenOptions.class, OpenOptions::defaults);
    add(WriteOptions.class, WriteOptions::defaults);
    add(CompactOptions.class, CompactOptions::defaults);
    add(ExpireOptions.class, () -> ExpireOptions.keepLast(1));
    add(StoreHistory.class, () -> StoreHistory.of(directory));
    add(Compression.class, Compression::none);
    add(Codec.class, () -> Codec.NONE);
    add(Duplicates.class, () -> Duplicates.FAIL);
    add(OverwriteConflict.class, () -> OverwriteConflict.FAIL);
    add(Storage.class, () -> new LocalStorage(directory));
    add(Pin.class, Pin::newest);
    add(ReadMode.class, ReadMode::mapped);
  }
}
