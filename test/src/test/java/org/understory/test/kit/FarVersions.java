package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the publisher of the demo system has on a server and the demo has not fetched: two versions
 * of the branch that it follows, the first signed by the publisher and the second, which is kept
 * ready as a difference, by a stranger, and a branch of its own.
 */
public final class FarVersions implements AutoCloseable {
  /** The newest version, which has {@link #FILE} as well. */
  public static final String NEWEST = "99.2";

  /** What is written about it. */
  public static final String NEWEST_SUBJECT = "Weekly update 99.2";

  /** The version before. */
  public static final String MIDDLE = "99.1";

  /** What is written about it. */
  public static final String MIDDLE_SUBJECT = "Weekly update 99.1";

  /** A file that no version here has. */
  public static final String FILE = "/usr/share/fern/news";

  /** What is in it in the middle version. */
  public static final String MIDDLE_TEXT = "What is new in 99.1";

  /** A branch that is nowhere else. */
  public static final String OTHER_BRANCH = "fern/x86_64/rawhide";

  /** What is written about its only version. */
  public static final String OTHER_SUBJECT = "First look at 100";

  /** Whose signatures count. */
  public static final String PUBLISHER = "Fern OS <keys@fern.example>";

  /** The branch that the demo follows. */
  public static final String STABLE = "fern/x86_64/stable";

  private final Path folder;
  private final SigningLab keys;
  private final String publisher;

  private FarVersions(Path folder, SigningLab keys, String publisher) {
    this.folder = folder;
    this.keys = keys;
    this.publisher = publisher;
  }

  /** Makes all of it in this folder. */
  public static FarVersions publish(Path folder) throws IOException {
    // The socket of an agent has to have a short name.
    SigningLab keys = new SigningLab(Files.createTempDirectory(Path.of("/tmp"), "keys"));
    FarVersions made = new FarVersions(folder, keys, keys.make(PUBLISHER));
    String stranger = keys.make("Stranger <s@else.example>");
    DemoFixture.serve(made.old(), STABLE);
    Command.run("cp", "-a", made.old().toString(), made.repository().toString());
    String base = made.head();
    made.commit(STABLE, MIDDLE, MIDDLE_SUBJECT, made.publisher, "--parent=" + made.head());
    made.commit(STABLE, NEWEST, NEWEST_SUBJECT, stranger, "--parent=" + made.head());
    made.prepare(base);
    made.commit(OTHER_BRANCH, "100", OTHER_SUBJECT, made.publisher);
    Command.run("ostree", "summary", "--repo=" + made.repository(), "--update");
    return made;
  }

  private String head() {
    return Command.run("ostree", "rev-parse", "--repo=" + repository(), STABLE).strip();
  }

  private void commit(String branch, String version, String subject, String key, String... more)
      throws IOException {
    Path tree = folder.resolve("tree");
    Path news = tree.resolve(FILE.substring(1));
    Files.createDirectories(news.getParent());
    Files.writeString(news, "What is new in " + version + "\n");
    Files.writeString(news.resolveSibling("list-" + version), "one\ntwo\n");
    List<String> command =
        new ArrayList<>(
            List.of("ostree", "commit", "--repo=" + repository(), "--branch=" + branch));
    command.addAll(List.of("--tree=ref=" + STABLE, "--tree=dir=" + tree, "--generate-sizes"));
    command.addAll(List.of("--owner-uid=0", "--owner-gid=0", "--no-xattrs"));
    command.addAll(List.of("--subject=" + subject, "--timestamp=" + DemoFixture.CLOCK.instant()));
    command.add("--add-metadata-string=version=" + version);
    command.addAll(List.of("--gpg-sign=" + key, "--gpg-homedir=" + keys.home()));
    command.addAll(List.of(more));
    Command.run(command);
  }

  /** Keeps ready what the newest version has and this one has not. */
  private void prepare(String base) {
    Command.run(
        "ostree",
        "static-delta",
        "generate",
        "--repo=" + repository(),
        "--from=" + base,
        "--to=" + STABLE);
  }

  /** The repository with all of it, to be served. */
  public Path repository() {
    return folder.resolve("published");
  }

  /** One that has nothing that is not in the demo. */
  public Path old() {
    return folder.resolve("old");
  }

  /** From now on this system takes only what the publisher has signed. */
  public void demandSignatures(DemoCopy demo) {
    String repo = "--repo=" + demo.sysroot().resolve("ostree/repo");
    Command.run("ostree", "config", repo, "set", "--group=remote \"demo\"", "gpg-verify", "true");
    try {
      Command.run(
          "ostree", "remote", repo, "gpg-import", "--keyring=" + keys.export(publisher), "demo");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    keys.close();
    Command.run("rm", "-rf", keys.home().toString());
  }
}
