package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.remote.RemoteHistory;
import org.understory.test.kit.Command;
import org.understory.test.kit.RemoteLab;
import org.understory.test.kit.RepositoryServer;

/** Several servers that have the same, told by a list or by a metalink, which ostree reads too. */
final class MirrorTest {
  /** FILE, HASH and URL stand for what would be right there. */
  private static final List<String> BROKEN =
      List.of(
          "bacon",
          "",
          "<a>",
          "<metalink><files><file name='summary'></file></files></metalink>",
          "<metalink><files><file name='other'>FILE</file></files></metalink>",
          "<metalink><files><file name='summary'><size>1</size>URL</file></files></metalink>",
          "<!DOCTYPE m [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><metalink><files>"
              + "<file name='summary'><size>&x;</size>HASHURL</file></files></metalink>",
          "<!DOCTYPE m [<!ENTITY a 'xxxxxxxxxx'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><metalink>"
              + "<files><file name='summary'><size>&b;</size>HASHURL</file></files></metalink>",
          "<metalink><files><file name='summary'><size>1</size>HASH"
              + "<resources><url protocol='ftp'>ftp://a/summary</url></resources>"
              + "</file></files></metalink>",
          "<metalink><files><file name='summary'><size>1</size>HASH"
              + "<resources><url protocol='http'>file:///etc/summary</url></resources>"
              + "</file></files></metalink>");

  @TempDir private Path temp;
  private RemoteLab lab;
  private RepositoryServer other;
  private Path copy;
  private Checksum commit;

  @BeforeEach
  void open() {
    lab = new RemoteLab(temp);
    commit = lab.commit("main", 1, "usr/bin/a=one");
    lab.origin().ostree("summary", "--update");
    copy = temp.resolve("other");
    Command.run("cp", "-a", lab.origin().path().toString(), copy.toString());
    other = RepositoryServer.serve(copy);
  }

  @AfterEach
  void close() {
    other.close();
    lab.close();
  }

  @Test
  void mirrors_of_a_list_are_asked_one_after_the_other() throws Exception {
    Path list = lab.origin().path().resolve("mirrors");
    Files.writeString(list, "# first\nhttp://127.0.0.1:1/\n" + other.url() + "/\n");
    lab.set("url", "mirrorlist=" + lab.server().url() + "/mirrors");

    assertThat(seen()).isEqualTo("one");
    assertThat(lab.server().asked()).containsOnly("mirrors");
  }

  @Test
  void a_mirror_that_breaks_off_is_followed_by_the_next() throws Exception {
    Path list = lab.origin().path().resolve("mirrors");
    Files.writeString(list, lab.server().url() + "\n" + other.url() + "\n");
    lab.set("url", "mirrorlist=" + other.url() + "/mirrors");
    Files.copy(list, copy.resolve("mirrors"));
    lab.server()
        .breakWith(
            (path, content) -> {
              throw new RepositoryServer.HangUp();
            });

    assertThat(seen()).isEqualTo("one");
  }

  @Test
  void a_metalink_leads_to_the_first_that_has_what_it_describes() throws Exception {
    Files.writeString(copy.resolve("summary"), "broken");
    metalink(whole(), other.url(), "http://127.0.0.1:1", lab.server().url());

    assertThat(seen()).isEqualTo("one");
    assertThat(other.asked()).containsOnly("summary");
    lab.here().ostree("pull", "far", "main");
    assertThat(lab.here().ostree("rev-parse", "far:main")).isEqualTo(commit.hex());
  }

  @Test
  void mirrors_after_that_one_are_asked_where_it_fails() throws Exception {
    metalink(whole(), lab.server().url(), other.url());
    lab.server()
        .breakWith(
            (path, content) -> {
              if (path.startsWith("objects/")) {
                throw new RepositoryServer.Refusal(500);
              }
              return content;
            });

    assertThat(seen()).isEqualTo("one");
    assertThat(other.asked()).isNotEmpty().allMatch(path -> path.startsWith("objects/"));
  }

  /** libostree gives up there. */
  @Test
  void a_mirror_that_has_something_else_is_followed_by_the_next() throws Exception {
    metalink(whole(), lab.server().url(), other.url());
    List<String> broken = new CopyOnWriteArrayList<>();
    lab.server()
        .breakWith(
            (path, content) -> {
              if (!path.startsWith("objects/")) {
                return content;
              }
              broken.add(path);
              return RemoteLab.damaged(content);
            });

    assertThat(seen()).isEqualTo("one");
    assertThat(broken).anyMatch(it -> it.endsWith(".commit")).anyMatch(it -> it.endsWith(".filez"));
    other.breakWith((path, content) -> RemoteLab.damaged(content));
    Command.run("rm", "-rf", lab.cache().toString());
    String hex = commit.hex();
    String file = "/objects/" + hex.substring(0, 2) + "/" + hex.substring(2) + ".commit";
    try (RemoteHistory far = lab.open()) {
      assertThat(catchThrowableOfType(StoreException.class, () -> far.repository().commit(commit)))
          .extracting(StoreException::problem)
          .isEqualTo(new Problem.DamagedDownload("far", other.url() + file));
    }
  }

  @Test
  void a_summary_that_is_not_what_the_metalink_says_is_damage() throws Exception {
    for (String wrong :
        List.of(
            whole().replace("<size>", "<size>1"),
            whole().replaceAll("(type=\"sha512\">)[0-9a-f]+", "$1" + "0".repeat(128)))) {
      metalink(wrong, lab.server().url());
      assertThat(problem())
          .isEqualTo(new Problem.DamagedDownload("far", lab.server().url() + "/summary"));
      assertThat(lab.here().attempt("pull", "far", "main").status()).isNotZero();
    }
    metalink(whole(), "http://127.0.0.1:1");
    assertThat(problem()).isInstanceOf(Problem.ServerFailed.class);
  }

  @Test
  void a_metalink_that_is_none_is_damage() throws Exception {
    String hash = "<verification><hash type='sha256'>" + "0".repeat(64) + "</hash></verification>";
    String url = "<resources><url protocol='http'>http://127.0.0.1:1/summary</url></resources>";
    name();
    for (String document : BROKEN) {
      Files.writeString(
          lab.origin().path().resolve("metalink.xml"),
          document
              .replace("FILE", "<size>1</size>HASHURL")
              .replace("HASH", hash)
              .replace("URL", url));

      assertThat(problem())
          .as(document)
          .isEqualTo(new Problem.DamagedDownload("far", lab.server().url() + "/metalink.xml"));
      assertThat(lab.here().attempt("pull", "far", "main").status()).as(document).isNotZero();
    }
  }

  @Test
  void a_metalink_nested_without_end_takes_no_time() throws Exception {
    Files.writeString(
        lab.origin().path().resolve("metalink.xml"),
        "<metalink><files>" + ("<" + "f".repeat(30) + ">").repeat(30_000));
    name();

    assertThat(problem()).isInstanceOf(Problem.DamagedDownload.class);
  }

  /** What describes the summary as it is. */
  private String whole() throws Exception {
    byte[] summary = Files.readAllBytes(lab.origin().path().resolve("summary"));
    StringBuilder text = new StringBuilder("<size>" + summary.length + "</size><verification>");
    text.append("<hash type=\"md5\">00</hash>");
    for (String kind : List.of("256", "512")) {
      byte[] digest = java.security.MessageDigest.getInstance("SHA-" + kind).digest(summary);
      text.append("<hash type=\"sha" + kind + "\">");
      text.append(HexFormat.of().formatHex(digest)).append("</hash>");
    }
    return text.append("</verification>").toString();
  }

  private void metalink(String description, String... urls) throws IOException {
    StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    text.append("<metalink version=\"3.0\" xmlns=\"http://www.metalinker.org/\"><a><b>x</b></a>");
    text.append("<files><file name=\"other\"><size>1</size></file><file name=\"summary\">");
    text.append(description).append("<resources maxconnections=\"1\">");
    for (String url : urls) {
      text.append("<url protocol=\"http\" type=\"http\" location=\"US\" preference=\"9\" >");
      text.append(url).append("/summary</url>");
    }
    text.append("</resources></file></files></metalink>");
    Files.writeString(lab.origin().path().resolve("metalink.xml"), text);
    name();
  }

  private void name() {
    lab.here().ostree("config", "unset", "--group=remote \"far\"", "url");
    lab.set("metalink", lab.server().url() + "/metalink.xml");
  }

  private String seen() throws Exception {
    try (RemoteHistory far = lab.open()) {
      Checksum newest = far.newest("main");
      assertThat(newest).isEqualTo(commit);
      Checksum file = far.repository().entry(newest, "/usr/bin/a").checksum();
      return new String(far.repository().content(file).readAllBytes());
    }
  }

  private Problem problem() throws StoreException {
    try (RemoteHistory far = lab.open()) {
      return catchThrowableOfType(StoreException.class, () -> far.branches(List.of())).problem();
    }
  }
}
