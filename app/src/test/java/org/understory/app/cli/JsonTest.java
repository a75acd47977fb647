package org.understory.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Variant;
import org.understory.model.history.Variant.Array;
import org.understory.model.history.Variant.Bool;
import org.understory.model.history.Variant.Boxed;
import org.understory.model.history.Variant.Bytes;
import org.understory.model.history.Variant.Dictionary;
import org.understory.model.history.Variant.Entry;
import org.understory.model.history.Variant.Int;
import org.understory.model.history.Variant.Maybe;
import org.understory.model.history.Variant.Real;
import org.understory.model.history.Variant.Text;
import org.understory.model.history.Variant.Tuple;

final class JsonTest {
  @Test
  void a_document_is_one_line() {
    assertThat(json(j -> j.beginObject().text("a", "b").number("n", 7).bool("y", true).endObject()))
        .isEqualTo("{\"a\":\"b\",\"n\":7,\"y\":true}\n");
  }

  @Test
  void what_is_absent_is_null() {
    assertThat(
            json(
                j ->
                    j.beginObject()
                        .text("t", Optional.empty())
                        .number("n", OptionalLong.empty())
                        .endObject()))
        .isEqualTo("{\"t\":null,\"n\":null}\n");
  }

  @Test
  void nothing_that_could_act_on_a_terminal_is_written_raw() {
    String hostile = "a\n\u001b[2J\u007f\u009b31m\u202eb\u2028\ud800\u00ad\ue000\"\\";
    String document = json(j -> j.beginObject().text(hostile, hostile).endObject());

    assertThat(document.strip())
        .contains("\\u001B", "\\u007F", "\\u009b", "\\u202e", "\\u2028", "\\ud800")
        .matches("[\\x20-\\x7e]*");
  }

  @Test
  void other_writing_systems_are_left_readable() {
    assertThat(json(j -> j.beginArray().text("中文 é").endArray())).isEqualTo("[\"中文 é\"]\n");
  }

  @Test
  void bytes_are_base64() {
    byte[] bytes = {0, 1, (byte) 0xff};
    assertThat(json(j -> j.beginObject().bytes("b", new ByteArrayInputStream(bytes)).endObject()))
        .isEqualTo("{\"b\":\"AAH/\"}\n");
  }

  @Test
  void metadata_of_every_type_has_one_form() {
    Map<String, Variant> metadata = new LinkedHashMap<>();
    metadata.put("b", new Bool(true));
    metadata.put("t", new Int(new BigInteger("18446744073709551615")));
    metadata.put("d", new Real(0.5));
    metadata.put("nan", new Real(Double.NaN));
    metadata.put("s", new Text("x"));
    metadata.put("ay", new Bytes(List.of((byte) 0xab, (byte) 1)));
    metadata.put("as", new Array(List.of(new Text("x"), new Text("y"))));
    metadata.put("(si)", new Tuple(List.of(new Text("x"), number(1))));
    metadata.put("a{sv}", new Dictionary(List.of(new Entry(new Text("k"), new Boxed(number(2))))));
    metadata.put("a{ii}", new Dictionary(List.of(new Entry(number(1), number(2)))));
    metadata.put(
        "twice",
        new Dictionary(
            List.of(new Entry(new Text("k"), number(1)), new Entry(new Text("k"), number(2)))));
    metadata.put("{si}", new Entry(new Text("k"), number(3)));
    metadata.put("mi", new Maybe(Optional.of(number(4))));
    metadata.put("nothing", new Maybe(Optional.empty()));
    metadata.put("empty", new Dictionary(List.of()));

    assertThat(json(j -> VariantJson.write(j, metadata)).replace("\"", "'"))
        .isEqualTo(
            "{'b':true,'t':18446744073709551615,'d':0.5,'nan':'NaN','s':'x','ay':{'$hex':'ab01'},"
                + "'as':['x','y'],'(si)':['x',1],'a{sv}':{'k':2},'a{ii}':[[1,2]],"
                + "'twice':[['k',1],['k',2]],'{si}':['k',3],'mi':4,'nothing':null,'empty':{}}\n");
  }

  private static Variant number(long value) {
    return new Int(BigInteger.valueOf(value));
  }

  private static String json(Consumer<Json> writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output output = new Output(bytes);
    try (Json json = new Json(output)) {
      writing.accept(json);
    }
    try {
      output.flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
