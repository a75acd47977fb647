package org.understory.test.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The deployments of a sysroot as libostree lists them, read anew as often as one likes. */
public final class LibostreeList implements AutoCloseable {
  private static final String PROGRAM =
      """
      import sys, gi
      gi.require_version('OSTree', '1.0')
      from gi.repository import OSTree, Gio
      for _ in sys.stdin:
          sysroot = OSTree.Sysroot.new(Gio.File.new_for_path(sys.argv[1]))
          sysroot.load(None)
          for d in sysroot.get_deployments():
              config = d.get_bootconfig()
              options = [] if d.is_staged() else config.get('options').split(' ')
              origin = d.get_origin()
              keys = origin.get_keys('origin')[0]
              refspec = origin.get_string('origin', 'refspec') if 'refspec' in keys else ''
              print(d.get_osname() + '-' + d.get_csum() + '.' + str(d.get_deployserial()),
                    d.is_pinned(), d.is_staged(), d.get_bootcsum(),
                    refspec,
                    ' '.join(o for o in options if not o.startswith('ostree=')), sep='|')
          print('', flush=True)
      """;

  private final Process process;
  private final OutputStream questions;
  private final BufferedReader answers;

  private LibostreeList(Process process) {
    this.process = process;
    this.questions = process.getOutputStream();
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Those of this sysroot. */
  public static LibostreeList of(Path sysroot) throws IOException {
    return started(program(sysroot));
  }

  /** What lists those of the sysroot that is here where it is run: see {@link #started}. */
  public static List<String> program(Path sysroot) {
    return List.of("/usr/bin/python3", "-c", PROGRAM, sysroot.toString());
  }

  /** Those that {@link #program} lists, which this starts somewhere. */
  public static LibostreeList started(List<String> command) throws IOException {
    return new LibostreeList(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Id, whether pinned, whether staged, boot checksum, branch and kernel arguments of each. */
  public List<String> read() throws IOException {
    questions.write('\n');
    questions.flush();
    List<String> list = new ArrayList<>();
    for (String line; !(line = answers.readLine()).isEmpty(); ) {
      list.add(line);
    }
    return list;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
