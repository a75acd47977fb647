package org.understory.store.helper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.understory.model.operation.StoreException;
import org.understory.store.bus.ErrorName;
import org.understory.store.wire.RecordJson;

/**
 * What the front has to know of a line of a worker; the rest is between the worker and the window.
 *
 * @param type {@code finished} for the last one; {@code committing} from where there is no way back
 * @param phase name of what is being done, or empty
 * @param state id of the state of the system, on the last line where it is known
 */
record WorkerLine(String type, String phase, Optional<String> state) {
  static final String FINISHED = "finished";
  static final String COMMITTING = "committing";
  static final String PROGRESS = "progress";

  private static final JsonFactory JSON = new JsonFactory();

  /** Reads a line; empty when it is not one JSON object with a type. */
  static Optional<WorkerLine> read(String line) {
    String type = "";
    String phase = "";
    Optional<String> state = Optional.empty();
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING && key.equals("type")) {
          type = parser.getText();
        } else if (token == JsonToken.VALUE_STRING && key.equals("phase")) {
          phase = parser.getText();
        } else if (token == JsonToken.VALUE_STRING && key.equals("state")) {
          state = Optional.of(parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
      return whole && !type.isEmpty()
          ? Optional.of(new WorkerLine(type, phase, state))
          : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /**
   * A last line without what only the one who asked may know: everybody can watch a transaction and
   * read its properties.
   */
  static String forAll(String line) {
    try {
      return RecordJson.write(
          RecordJson.read(org.understory.store.wire.WorkerLine.class, line, "a worker").forAll());
    } catch (StoreException ofTheFront) {
      return line;
    }
  }

  /** The last line of a transaction that no worker ended. */
  static String failed(ErrorName error) {
    return object("type", FINISHED, "outcome", "failed", "error", error.word());
  }

  /** The last line of one that was cancelled before a worker had it. */
  static String cancelled() {
    return object("type", FINISHED, "outcome", "cancelled");
  }

  /** An object of texts: keys and values by turns. */
  static String object(String... pairs) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (int i = 0; i < pairs.length; i += 2) {
        json.writeStringField(pairs[i], pairs[i + 1]);
      }
      json.writeEndObject();
    } catch (IOException neverOfMemory) {
      throw new UncheckedIOException(neverOfMemory);
    }
    return text.toString();
  }
}
