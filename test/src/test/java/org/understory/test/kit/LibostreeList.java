package org.understory.test.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks libostree itself, in a process of its own that stays, for the deployments of a sysroot. */
public final class LibostreeList implements AutoCloseable {
  private static final String PROGRAM =
      """
      import sys, gi
      gi.require_version('OSTree', '1.0')
      from gi.repository import OSTree, Gio
      for question in sys.stdin:
          sysroot = OSTree.Sysroot.new(Gio.File.new_for_path(sys.argv[1]))
          sysroot.load(None)
          for d in sysroot.get_deployments():
              options = d.get_bootconfig().get('options').split()
              origin = d.get_origin()
              print(d.get_osname() + '-' + d.get_csum() + '.' + str(d.get_deployserial()),
                    d.is_pinned(), d.get_bootcsum(), origin.get_string('origin', 'refspec'),
                    ' '.join(o for o in options if not o.startswith('ostree=')), sep='|')
          print(flush=True)
      """;

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  /** Of this sysroot. */
  public LibostreeList(Path sysroot) {
    try {
      process =
          new ProcessBuilder("/usr/bin/python3", "-c", PROGRAM, sysroot.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answers = process.inputReader(StandardCharsets.UTF_8);
    questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * In boot order, each as {@code ID|PINNED|BOOTCHECKSUM|REFSPEC|ARGUMENTS} with {@code True} or
   * {@code False} and arguments without {@code ostree=}.
   */
  public List<String> read() {
    try {
      questions.write("\n");
      questions.flush();
      List<String> lines = new ArrayList<>();
      for (String line; (line = answers.readLine()) != null; ) {
        if (line.isEmpty()) {
          return lines;
        }
        lines.add(line);
      }
      throw new AssertionError("libostree has ended");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    questions.close();
    answers.close();
    process.onExit().join();
  }
}
