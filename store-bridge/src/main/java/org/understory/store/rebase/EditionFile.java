package org.understory.store.rebase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.rebase.Edition;
import org.understory.model.rebase.MoveTarget.Kind;

/**
 * A file that names variants: an object with {@code publisher}, {@code systems} and {@code
 * editions}, each of which has a {@code name}, perhaps a {@code desktop}, and a {@code branch} or
 * an {@code image}. Fields that are not known are for later versions, and passed over.
 */
final class EditionFile {
  /** Characters of a text. */
  private static final int MAX_TEXT = 300;

  private static final int MAX_EDITIONS = 500;
  private static final int MAX_SYSTEMS = 50;

  /** Printable, so that it is one line wherever it is shown. */
  private static final Pattern LINE = Pattern.compile("[^\\p{Cc}]{1," + MAX_TEXT + "}");

  private static final Pattern REFERENCE = Pattern.compile("[!-~]{1," + MAX_TEXT + "}");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxNumberLength(20)
                  .maxNameLength(100)
                  .maxStringLength(4000)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonParser json;
  private String publisher = "";
  private List<String> systems = List.of();
  private List<Edition> editions = List.of();

  private EditionFile(JsonParser json) {
    this.json = json;
  }

  /**
   * What it names.
   *
   * @param origin names the file
   * @throws StoreException CorruptFile where it is not such an object, or has too much in it
   */
  static List<Edition> parse(String text, String origin) throws StoreException {
    try (JsonParser json = FACTORY.createParser(text)) {
      return new EditionFile(json).read();
    } catch (IOException e) {
      throw new StoreException(new Problem.CorruptFile(origin, Flaw.MALFORMED), e);
    }
  }

  private List<Edition> read() throws IOException {
    json.nextToken();
    fields(
        name -> {
          switch (name) {
            case "publisher" -> publisher = line();
            case "systems" -> systems = texts();
            case "editions" -> editions = editions();
            default -> json.skipChildren();
          }
        });
    require(json.nextToken() == null);
    require(!publisher.isEmpty() || editions.isEmpty());
    // These may stand below what they are about.
    return editions.stream()
        .map(
            each ->
                new Edition(
                    publisher, systems, each.name(), each.desktop(), each.kind(), each.reference()))
        .toList();
  }

  private List<Edition> editions() throws IOException {
    List<Edition> list = new ArrayList<>();
    require(json.currentToken() == JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(list.size() < MAX_EDITIONS);
      list.add(edition());
    }
    return list;
  }

  private Edition edition() throws IOException {
    String[] read = {"", "", "", ""};
    fields(
        name -> {
          switch (name) {
            case "name" -> read[0] = line();
            case "desktop" -> read[1] = line();
            case "branch" -> read[2] = reference();
            case "image" -> read[3] = reference();
            default -> json.skipChildren();
          }
        });
    require(!read[0].isEmpty() && read[2].isEmpty() != read[3].isEmpty());
    return new Edition(
        "",
        List.of(),
        read[0],
        Optional.of(read[1]).filter(text -> !text.isEmpty()),
        read[2].isEmpty() ? Kind.IMAGE : Kind.BRANCH,
        read[2] + read[3]);
  }

  /** Takes what a field holds; stands on its first token. */
  @FunctionalInterface
  private interface Field {
    void take(String name) throws IOException;
  }

  private void fields(Field field) throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      field.take(name);
    }
    require(json.currentToken() == JsonToken.END_OBJECT);
  }

  private List<String> texts() throws IOException {
    List<String> list = new ArrayList<>();
    require(json.currentToken() == JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(list.size() < MAX_SYSTEMS);
      list.add(line());
    }
    return list;
  }

  private String line() throws IOException {
    return text(LINE);
  }

  private String reference() throws IOException {
    return text(REFERENCE);
  }

  private String text(Pattern wanted) throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING);
    String text = json.getText();
    require(wanted.matcher(text).matches());
    return text;
  }

  private static void require(boolean good) throws IOException {
    if (!good) {
      throw new IOException("not a file of editions");
    }
  }
}
