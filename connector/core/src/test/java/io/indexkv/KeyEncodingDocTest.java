/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.indexkv.key.KeyReader;
import io.indexkv.key.KeyType;
import io.indexkv.key.KeyWriter;
import io.indexkv.key.Keys;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/key-encoding.md. */
class KeyEncodingDocTest {
  private static final Path DOC = Path.of("../../docs/key-encoding.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("\\| `(.+?)` \\| (.+) \\| `([0-9a-f ]*)` \\|");
  private static final Pattern ELEMENT = Pattern.compile("(\"[^\"]*\"|[^,]+)(, |$)");

  record Example(String type, String value, byte[] bytes) {
    @Override
    public String toString() {
      return type + " " + value;
    }
  }

  static List<Example> examples() throws IOException {
    try (Stream<String> lines = Files.lines(DOC)) {
      return lines
          .dropWhile(line -> !line.equals("## Examples"))
          .map(EXAMPLE::matcher)
          .filter(Matcher::matches)
          .map(m -> new Example(m.group(1), m.group(2), hex(m.group(3))))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void encodesAndDecodesAsDocumented(Example example) {
    KeyType type = KeyType.of(example.type);
    List<Object> values = new ArrayList<>();
    Matcher elements = ELEMENT.matcher(example.value);
    for (KeyType column : type.columns()) {
      assertThat(elements.find()).isTrue();
      values.add(parse(column, elements.group(1)));
    }
    assertThat(elements.hitEnd()).isTrue();
    Keys<List<Object>> keys =
        Keys.composite(
            type.columns().stream().map(KeyEncodingDocTest::keys).toArray(Keys<?>[]::new));
    assertThat(keys.type()).isEqualTo(type);
    assertThat(keys.encode(values)).isEqualTo(example.bytes);
    assertThat(keys.decode(example.bytes)).usingRecursiveComparison().isEqualTo(values);
    if (type.isNumber() && type.wordWidth() > 0) {
      KeyWriter writer = new KeyWriter(type);
      keys.encode(values, writer);
      long number = new KeyReader(type).reset(example.bytes, 0, example.bytes.length).number();
      assertThat(type.word(number)).isEqualTo(writer.word());
    }
  }

  @Test
  void hasAnExampleOfEveryType() throws IOException {
    Set<String> shown = new LinkedHashSet<>();
    examples().forEach(e -> shown.add(e.type.replaceAll("\\(.*", "")));
    assertThat(shown)
        .containsAll(
            TypedKeys.columns().stream().map(t -> t.toString().replaceAll("\\(.*", "")).toList())
        .contains("composite");
  }

  @Test
  void refusesEveryTypeThatTheDocRefuses() throws IOException {
    String section = Files.readString(DOC).split("## Refused")[1].split("## Reading")[0];
    List<String> names =
        section
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|")[1])
            .flatMap(cell -> Pattern.compile("`([a-z]+( [a-z]+)*)( …)?`").matcher(cell).results())
            .map(name -> name.group(1).strip())
            .toList();
    assertThat(names).contains("double", "map", "string collate");
    assertThat(names)
        .allSatisfy(
            name ->
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeyType.of(name))
                    .withMessageStartingWith(name + " cannot be a key: "));
  }

  private static Keys<?> keys(KeyType type) {
    return TypedKeys.columns().stream()
        .<Keys<?>>map(TypedKeys::keys)
        .filter(k -> k.type().equals(type))
        .findAny()
        .orElseGet(() -> Keys.decimal(type.precision(), type.scale()));
  }

  private static Object parse(KeyType type, String text) {
    return switch (type.label()) {
      case "boolean" -> Boolean.valueOf(text);
      case "int8" -> Byte.valueOf(text);
      case "int16" -> Short.valueOf(text);
      case "int32", "uint8", "uint16" -> Integer.valueOf(text);
      case "int64", "uint32" -> Long.valueOf(text);
      case "uint64" -> Long.parseUnsignedLong(text);
      case "date" -> LocalDate.parse(text);
      case "timestamp" -> Instant.parse(text);
      case "timestamp_ntz" -> LocalDateTime.parse(text);
      case "uuid" -> UUID.fromString(text);
      case "string" -> unescaped(text.substring(1, text.length() - 1));
      case "binary" -> hex(text);
      default -> new BigDecimal(text);
    };
  }

  /** Replaces escapes: \ u and four hex digits. */
  private static String unescaped(String text) {
    return Pattern.compile("\\\\u([0-9a-f]{4})")
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement("" + (char) Integer.parseInt(m.group(1), 16)));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
