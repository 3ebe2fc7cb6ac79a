/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.store.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
  private static final String GOLDEN = "/manifest/v1/three-airports.json";
  private static final String LAYERS = "/manifest/v1/changed-airports.json";
  private static final String ALTERED = "/manifest/v1/altered-airports.json";
  private static final String REPEATED = "/manifest/v1/repeated-airports.json";
  private static final String WHERE = "store/_indexkv/v00000000000000000001.json";

  @Test
  void writesGoldenFile() throws IOException {
    assertThat(new String(Samples.threeAirports().encode(), UTF_8)).isEqualTo(golden());
    assertThat(new String(Samples.changedAirports().encode(), UTF_8)).isEqualTo(text(LAYERS));
    assertThat(new String(Samples.alteredAirports().encode(), UTF_8)).isEqualTo(text(ALTERED));
    assertThat(new String(Samples.repeatedAirports().encode(), UTF_8)).isEqualTo(text(REPEATED));
  }

  @Test
  void readsGoldenFile() throws IOException {
    Manifest read = Manifest.decode(golden().getBytes(UTF_8), WHERE);

    assertThat(read)
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(Samples.threeAirports());
    assertThat(Manifest.decode(text(LAYERS).getBytes(UTF_8), WHERE))
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(Samples.changedAirports());
    assertThat(Manifest.decode(text(ALTERED).getBytes(UTF_8), WHERE))
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(Samples.alteredAirports());
    assertThat(Manifest.decode(text(REPEATED).getBytes(UTF_8), WHERE))
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(Samples.repeatedAirports());
  }

  @Test
  void specShowsGoldenFile() throws IOException {
    String spec = Files.readString(Path.of("../../docs/store-layout.md"));

    assertThat(spec).contains("```json\n" + golden() + "```");
    assertThat(spec).contains("```json\n" + text(LAYERS) + "```");
    assertThat(spec).contains("```json\n" + text(ALTERED) + "```");
    assertThat(spec).contains("```json\n" + text(REPEATED) + "```");
  }

  @Test
  void keepsTheLengthThatACompressedFileInflatesTo() {
    Manifest plain = Samples.threeAirports();
    DataFile file = plain.files().get(0);
    StoreFileInfo info = file.info();
    DataFile compressed =
        new DataFile(
            file.name(),
            new StoreFileInfo(
                info.length(),
                info.crc32c(),
                info.entries(),
                info.smallestKey(),
                info.largestKey(),
                Long.MAX_VALUE - 5));
    Layer layer =
        new Layer(
            List.of(compressed, plain.files().get(1)), List.of(), plain.layers().get(0).schema());
    Manifest m =
        new Manifest(
            plain.storeId(),
            plain.version(),
            plain.parent(),
            plain.timestamp(),
            plain.schema(),
            plain.keyColumns(),
            plain.keyTypes(),
            List.of(layer),
            plain.properties(),
            plain.summary());

    Manifest read = Manifest.decode(m.encode(), WHERE);

    assertThat(read).usingRecursiveComparison().isEqualTo(m);
    assertThat(read.bytes()).isEqualTo(plain.bytes());
    // the sum does not overflow
    assertThat(read.inflatedBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(plain.inflatedBytes()).isEqualTo(plain.bytes());
  }

  @Test
  void keepsEveryCharacterOfFreeText() throws IOException {
    StringBuilder text = new StringBuilder("😀\ud83d lone, lone \ude00");
    for (char c = 0; c < 0x300; c++) {
      text.append(c);
    }
    Manifest m = with(Samples.threeAirports(), text.toString());

    Manifest read = Manifest.decode(m.encode(), WHERE);

    assertThat(read.schema()).isEqualTo(text.toString());
    assertThat(read.properties()).isEqualTo(Map.of(text.toString(), text.toString()));
  }

  /** Its id may be the checksum of the bytes, so the same text always has the same escapes. */
  @Test
  void escapesAsFormatVersion1Does() {
    String text = "\0\b\t\n\f\r\u001b\"\\/\u007f\u00e9\u2028\ud83d\ude00 \ud83d \ude00";
    String escaped =
        "\\u0000\\u0008\\t\\n\\u000c\\r\\u001b\\\"\\\\/\u007f\u00e9\u2028\ud83d\ude00 \\ud83d \\ude00";

    assertThat(new String(with(Samples.threeAirports(), text).encode(), UTF_8))
        .contains("\n\"schema\":\"" + escaped + "\",\n")
        .contains("\n\"properties\":{\"" + escaped + "\":\"" + escaped + "\"},\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "smallestKey":"4a464b","largestKey":"54584c" | "smallestKey":"54584c","largestKey":"4a464b" | above its largest
          00000-2c4d6e90                               | 00000-2c4d6e8f                               | is listed twice
          "entries":"4"                                | "entries":"6"                                | the files have 4
          """)
  void refusesLayersThatContradictThemselves(String whole, String broken, String message)
      throws IOException {
    byte[] bytes = replaced(text(LAYERS), whole, broken);

    assertThatThrownBy(() -> Manifest.decode(bytes, WHERE))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void requiresNothingOfReadersWithoutDeletes() throws IOException {
    assertThat(golden()).contains("\"requiredFeatures\":[]");
    assertThat(text(LAYERS)).contains("\"requiredFeatures\":[\"deletes\"]");
    assertThat(text(ALTERED)).contains("\"requiredFeatures\":[\"deletes\",\"layerSchema\"]");
    assertThat(text(REPEATED)).contains("\"requiredFeatures\":[\"duplicates\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "duplicates":"keep"              | "duplicates":"first"                            | the property duplicates is first
          "keyTypes":["string","int64"]    | "keyTypes":["string","int32"]                   | but the key is [iata, _ordinal] of types
          "keyColumns":["iata","_ordinal"] | "keyColumns":["_ordinal","iata"]                | but the key is [_ordinal, iata]
          \\"_ordinal\\",\\"type\\"       | \\"ordinal\\",\\"type\\"                       | but the rows have no such column
          "value.encoding":"row-v1"        | "value.encoding":"utf8"                         | but the values are no rows
          "duplicates":"keep"              | "duplicates":"keep","interval":"_ordinal,until" | interval
          """)
  void refusesRepeatedKeysWithoutTheirColumn(String whole, String broken, String message)
      throws IOException {
    byte[] bytes = replaced(text(REPEATED), whole, broken);

    assertThatThrownBy(() -> Manifest.decode(bytes, WHERE))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void storeWithoutEntriesHasNoLayer() throws IOException {
    Manifest m =
        new Manifest(
            "id", 1, 0, 0, "", List.of("k"), List.of("int64"), List.of(), Map.of(), Map.of());

    assertThat(Manifest.decode(m.encode(), WHERE).files()).isEmpty();
  }

  @Test
  void everyFlippedBitIsAnErrorThatNamesTheFile() throws IOException {
    byte[] bytes = golden().getBytes(UTF_8);
    for (int i = 0; i < bytes.length * 8; i++) {
      byte[] damaged = bytes.clone();
      damaged[i / 8] ^= (byte) (1 << i % 8);
      assertDamaged(damaged, "bit " + i);
    }
  }

  @Test
  void everyTruncationIsAnErrorThatNamesTheFile() throws IOException {
    byte[] bytes = golden().getBytes(UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      assertDamaged(Arrays.copyOf(bytes, length), "length " + length);
    }
    assertDamaged(Arrays.copyOf(bytes, bytes.length + 1), "one byte more");
  }

  private static void assertDamaged(byte[] bytes, String what) {
    assertThatThrownBy(() -> Manifest.decode(bytes, WHERE))
        .as(what)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(WHERE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "formatVersion":1     | "formatVersion":2                     | has format version 2
          "requiredFeatures":[] | "requiredFeatures":["tombstones","x"] | features [tombstones, x]
          {"kind":"range"}      | {"kind":"bucket"}                     | routes keys by 'bucket'
          """)
  void refusesWhatANewerIndexKvWroteByName(String known, String unknown, String message)
      throws IOException {
    byte[] newer = replaced(known, unknown);

    assertThatThrownBy(() -> Manifest.decode(newer, WHERE))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining(WHERE)
        .hasMessageContaining(message)
        .hasMessageContaining("newer IndexKV");
  }

  @Test
  void ignoresUnknownMembers() throws IOException {
    byte[] newer = replaced("\"parent\":0", "\"parent\":0,\"note\":[null,{\"a\":true}]");

    assertThat(Manifest.decode(newer, WHERE).version()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "version":1          | "version":0                   | version 0 is not positive
          "version":1          | "version":-1                  | expected a whole number from 0 to 9223372036854775807, found -1
          "version":1          | "version":1.5                 | expected a whole number from 0 to 9223372036854775807, found 1.5
          "version":1          | "version":01                  | Leading zeroes not allowed at line 4, column 1
          "version":1          | "version":9223372036854775808 | expected a whole number from 0 to 9223372036854775807, found 92
          "version":1          | "version":-0                  | found -0
          "version":1          | "version":1e3                 | found 1e3
          "version":1          | "version":"1"                 | member 'version' is a String
          "version":1          | "version":null                | member 'version' is null
          "version":1          | "version":1,"version":1       | 'version' occurs twice
          "version":1          | "release":1                   | member 'version' is missing
          "parent":0           | "parent":1                    | cannot be made from version 1
          "entries":2          | "entries":0                   | has no entry
          "entries":2          | "entries":3                   | the files have 4
          "length":4321        | "length":0                    | a length of 0 bytes
          data/00001           | data/../00001                 | must match
          data/00001-90b2e4aa  | data/00000-7d1f3c1e           | is listed twice
          "crc32c":"5a0c21f3"  | "crc32c":"5a0c21f"            | 5a0c21f
          "crc32c":"5a0c21f3"  | "crc32c":"5a0c21fg"           | 5a0c21fg
          Key":"414d53"        | Key":"414d5"                  | 414d5
          Key":"4a464b"        | Key":"414c53"                 | above its largest, 0x414c53
          Key":"4a464b"        | Key":"53464f"                 | ends at key 0x53464f
          "keyTypes":["string"]| "keyTypes":["string","int8"]  | 1 key columns [iata] but 2 types
          "keyColumns":["iata"]| "keyColumns":[]               | no key column
          "layers":[           | "layers":[{"files":[]},       | a layer has no file
          "properties":{       | "properties":{"a":1,          | member 'a' is a Long
          """)
  void refusesWhatContradictsItself(String whole, String broken, String message)
      throws IOException {
    byte[] bytes = replaced(whole, broken);

    assertThatThrownBy(() -> Manifest.decode(bytes, WHERE))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(WHERE)
        .hasMessageContaining(message);
  }

  @Test
  void refusesANameThatNoFileSystemHas() throws IOException {
    String longest = "data/" + "n".repeat(242);
    Manifest.decode(replaced("data/00001", longest), WHERE);
    byte[] longer = replaced("data/00001", longest + "n");

    assertThatThrownBy(() -> Manifest.decode(longer, WHERE))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("must match");
  }

  @Test
  void refusesBytesThatAreNotUtf8() throws IOException {
    byte[] bytes = golden().getBytes(UTF_8);
    bytes[golden().indexOf("iata")] = (byte) 0xff;

    assertDamaged(sealed(bytes), "not UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "parent":0 | "parent":0,"note":'x'     | Unexpected character
          "parent":0 | "parent":0,"note":NaN     | Non-standard token
          "parent":0 | "parent":0,"note":"\\x"   | Unrecognized character escape
          "parent":0 | "parent":0,"note":[1,]    | Unexpected character
          "parent":0 | "parent":0,/* note */"x":0 | Unexpected character
          "parent":0 | "parent":0,"note":{"a":1,"a":1} | 'a' occurs twice
          """)
  void refusesWhatIsNotJson(String whole, String broken, String message) throws IOException {
    byte[] bytes = replaced(whole, broken);

    assertThatThrownBy(() -> Manifest.decode(bytes, WHERE))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(" at line 5, column ");
  }

  @Test
  void refusesAByteOrderMarkAndASecondValue() throws IOException {
    byte[] marked = sealed(("\ufeff" + golden()).getBytes(UTF_8));
    byte[] second = sealed(("{}" + golden()).getBytes(UTF_8));

    assertThatThrownBy(() -> Manifest.decode(marked, WHERE)).hasMessageContaining("0xfeff");
    assertThatThrownBy(() -> Manifest.decode(second, WHERE)).hasMessageContaining("second value");
  }

  /** Names with one hash do not end in the error that Jackson has for them. */
  @Test
  void limitsNamesAndNumbersOnly() throws IOException {
    String name = "n".repeat(50_000);
    StringBuilder sameHash = new StringBuilder();
    for (int i = 0; i < 4096; i++) {
      sameHash.append('"');
      for (int bit = 0; bit < 12; bit++) {
        sameHash.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      sameHash.append("\":\"\",");
    }

    Manifest read =
        Manifest.decode(
            replaced("\"properties\":{", "\"properties\":{\"" + name + "\":\"\"," + sameHash),
            WHERE);

    assertThat(read.properties()).hasSize(1 + 4096 + 1).containsKey(name);
    assertDamaged(replaced("\"parent\":0", "\"parent\":0,\"" + name + "n\":0"), "name");
    assertDamaged(replaced("\"parent\":0", "\"parent\":" + "9".repeat(1001)), "number");
  }

  @Test
  void refusesDeepNesting() throws IOException {
    byte[] deep = replaced("\"parent\":0", "\"parent\":" + "[".repeat(100_000));

    assertThatThrownBy(() -> Manifest.decode(deep, WHERE)).hasMessageContaining("nesting depth");
  }

  /** The golden file with a part replaced, and the right checksum for it. */
  private static byte[] replaced(String part, String by) throws IOException {
    return replaced(golden(), part, by);
  }

  private static byte[] replaced(String golden, String part, String by) {
    assertThat(golden).contains(part);
    int at = golden.indexOf(part);
    String text = golden.substring(0, at) + by + golden.substring(at + part.length());
    return sealed(text.getBytes(UTF_8));
  }

  private static byte[] sealed(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 21);
    byte[] digits = String.format("%08x", crc.getValue()).getBytes(UTF_8);
    System.arraycopy(digits, 0, bytes, bytes.length - 11, 8);
    return bytes;
  }

  private static Manifest with(Manifest m, String text) {
    return new Manifest(
        m.storeId(),
        m.version(),
        m.parent(),
        m.timestamp(),
        text,
        m.keyColumns(),
        m.keyTypes(),
        m.layers(),
        Map.of(text, text),
        m.summary());
  }

  private static String golden() throws IOException {
    return text(GOLDEN);
  }

  private static String text(String resource) throws IOException {
    try (var in = ManifestTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
