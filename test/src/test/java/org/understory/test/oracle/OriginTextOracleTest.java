package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.system.Label;
import org.understory.model.system.Origin;
import org.understory.store.sysroot.OriginText;
import org.understory.test.kit.Command;

/** Origins are changed as GLib would change them, line by line or not. */
final class OriginTextOracleTest {
  private static final int CASES = 2_000;

  /** Reads [text, our new origin, our labelled one] and tells what each holds and should hold. */
  private static final String GLIB =
      """
      import sys, json, gi
      from gi.repository import GLib
      T = 'libostree-transient'
      def parse(text):
          file = GLib.KeyFile()
          try:
              file.load_from_data(text, len(text.encode()), GLib.KeyFileFlags.NONE)
          except GLib.Error:
              return None
          return file
      def held(file):
          if file is None:
              return None
          groups = {}
          for g in file.get_groups()[0]:
              keys = {}
              for k in file.get_keys(g)[0]:
                  try:
                      keys[k] = file.get_value(g, k)
                  except GLib.Error:
                      pass # was there twice, and is removed
              if keys:
                  groups[g] = keys
          return groups
      out = []
      for old, fresh, labelled, name, note in json.load(open(sys.argv[1])):
          wanted = parse(old)
          if wanted is None:
              out.append(None)
              continue
          if wanted.has_group(T):
              wanted.remove_group(T)
          for key in ('override-commit', 'unlocked', 'refspec'):
              try:
                  wanted.remove_key('origin', key)
              except GLib.Error:
                  pass
          wanted.set_string('origin', 'refspec', 'far:next')
          named = parse(old)
          named.set_string(T, 'understory-label', name)
          named.set_string(T, 'understory-note', note)
          ours = parse(labelled)
          strings = None if ours is None else [ours.get_string(T, 'understory-label'),
                                               ours.get_string(T, 'understory-note')]
          for file in (named, ours):
              if file is not None:
                  file.remove_key(T, 'understory-label')
                  file.remove_key(T, 'understory-note')
          out.append([held(wanted), held(parse(fresh)), held(named), held(ours),
                      strings, [name, note]])
      print(json.dumps(out))
      """;

  private static final List<String> LINES =
      List.of(
          "[origin]",
          " [origin] ",
          "[libostree-transient]",
          "\t[libostree-transient]",
          "[a]",
          "refspec=far:old",
          "refspec = x",
          "override-commit=1",
          " unlocked=hotfix",
          "pinned=true",
          "understory-label=\\sa",
          " understory-note = b",
          "keep=[origin]",
          "# [a]",
          "",
          "k=a\rb",
          "k=v\r");

  private static final List<String> NAMES =
      List.of("a", "", " a", "\ta", "a\nb", "[a]", "\\s", "a\r\n", "ü=1", "  ", "a;b", "#");

  @TempDir Path temp;

  @Test
  void glib_reads_what_was_meant() throws Exception {
    Random random = new Random(1);
    Origin origin = new Origin(Optional.of("far:next"), Origin.Source.BRANCH, Optional.empty());
    List<List<String>> cases = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      List<String> lines = new ArrayList<>();
      for (int n = random.nextInt(9); n > 0; n--) {
        lines.add(any(LINES, random));
      }
      String old = String.join("\n", lines) + "\n";
      String name = any(NAMES, random);
      String note = any(NAMES, random);
      String labelled = OriginText.labelled(old, Optional.of(new Label(name, note)));
      cases.add(List.of(old, OriginText.of(old, origin), labelled, name, note));
    }
    ObjectMapper json = new ObjectMapper();
    Path file = temp.resolve("cases.json");
    Files.writeString(file, json.writeValueAsString(cases));
    JsonNode said = json.readTree(Command.python(GLIB, file));
    int sound = 0;
    for (int i = 0; i < CASES; i++) {
      if (!said.get(i).isNull()) {
        sound++;
        String text = cases.get(i).toString();
        assertThat(said.get(i).get(1)).as("new %s", text).isEqualTo(said.get(i).get(0));
        assertThat(said.get(i).get(3)).as("labelled %s", text).isEqualTo(said.get(i).get(2));
        assertThat(said.get(i).get(4)).as("label %s", text).isEqualTo(said.get(i).get(5));
      }
    }
    assertThat(sound).isGreaterThan(CASES / 10);
  }

  private static String any(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
