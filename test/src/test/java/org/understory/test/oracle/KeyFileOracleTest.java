package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.understory.model.operation.StoreException;
import org.understory.store.file.KeyFile;

/** Key files, sound and odd: the reader takes and refuses what GLib takes and refuses. */
final class KeyFileOracleTest {
  /** Pieces that make odd lines when they are put together. */
  private static final List<String> PIECES =
      List.of(
          "[a]",
          "[b]",
          "[",
          "]",
          "k=",
          "l=",
          "=",
          "true",
          "1",
          "v",
          "中",
          " ",
          "\t",
          "\u000b",
          "\f",
          "\u00a0",
          "\r",
          "\n",
          "\n",
          "\n",
          "\r\n",
          "\\",
          "\\s",
          "\\x",
          "#",
          "[de]",
          "[]",
          ";",
          "Encoding=",
          "UTF-8");

  private static final List<String> TABLE =
      List.of(
          "",
          "[a]\nk=v \n",
          "[a]\nk=v\t",
          "[a]\nk = v",
          " [a] \n k k =v",
          "[a]\nk=v\r\nl=v\r",
          "[a]\r\nk=v\r\r\n",
          "[a]\nk=a\rb",
          "[a]\rk=v",
          "[a]\nk=true \nl=1\t\nm=TRUE\nn=true x\no=\np=10",
          "[a]\nk=\\sx\\ty\\n\\r\\\\",
          "[a]\nk=\\x\nl=\\\nm=\\;",
          "[a]\nk=1\n[b]\nk=2\n[a]\nk=3\nl=4",
          "# note\n\n[a]\n#=v\n;k=v",
          "[中]\n中=文",
          "[a]\nk[de]=v\nk=w\nk[]=x",
          "[a]\n\u000bk=\u000bv\f\n\u00a0l=\u00a0v\u3000",
          "[b]\nk=v\n[a]\nEncoding=x",
          "[a]\nEncoding=utf-8\nk=v",
          "[a]\nEncoding=x",
          "\ufeff[a]\nk=v",
          "k=v\n",
          "[a]\nno key\n",
          "[a\nk=v",
          "[]\n",
          "[a] x\n",
          "[a]\u000b\n",
          "[a]b]\n",
          "[a[]\n",
          "[a\tb]\n",
          "[a\u007f]\n",
          "[\u0085]\nk\u0001=v",
          "[a]\n=v",
          "[a]\nk]=v",
          "[a]\nk[de=v",
          "[a]\nk [de]=v",
          "[a]\nk[d e]=v",
          "[a]\nk[de]x=v",
          "[a]\nk[de][fr]=v");

  @Example
  void a_table_of_key_files_is_read_as_glib_reads_it() throws IOException {
    agrees(TABLE);
  }

  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE)
  void random_key_files_are_read_as_glib_reads_them(@ForAll("files") List<String> files)
      throws IOException {
    agrees(files);
  }

  @Provide
  Arbitrary<List<String>> files() {
    Arbitrary<String> rest =
        Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    return Arbitraries.of("[a]\nk=", "[a]\n", "[", "")
        .flatMap(start -> rest.map(start::concat))
        .list()
        .ofMinSize(1)
        .ofMaxSize(400);
  }

  /** Reads them in both ways. */
  static void agrees(List<String> texts) throws IOException {
    Path file = Files.createTempFile("keyfiles", ".json");
    JsonNode expected;
    try {
      new ObjectMapper().writeValue(file.toFile(), texts);
      expected = RepositoryDump.script("keyfiles.py", List.of(file.toString()));
    } finally {
      Files.delete(file);
    }
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String difference = difference(texts.get(i), expected.get(i));
      if (!difference.isEmpty()) {
        differences.add(difference + " in " + texts.get(i));
      }
    }
    assertThat(differences).isEmpty();
    assertThat(expected).hasSameSizeAs(texts);
  }

  private static String difference(String text, JsonNode expected) {
    KeyFile file;
    try {
      file = KeyFile.parse(text, "path");
    } catch (StoreException e) {
      return expected.isNull() ? "" : "refused";
    }
    if (expected.isNull()) {
      return "not refused";
    }
    for (JsonNode key : expected) {
      String group = key.get(0).textValue();
      String name = key.get(1).textValue();
      String seen =
          file.value(group, name) + " " + file.string(group, name) + " " + file.isTrue(group, name);
      String wanted =
          java.util.Optional.of(key.get(2).textValue())
              + " "
              + java.util.Optional.ofNullable(key.get(3).textValue())
              + " "
              + key.get(4).asBoolean();
      if (!seen.equals(wanted)) {
        return seen + " instead of " + wanted;
      }
    }
    return "";
  }
}
