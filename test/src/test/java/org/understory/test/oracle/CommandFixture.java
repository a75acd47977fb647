package org.understory.test.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.TestRepository;

/** A repository for tests of commands: forks, a remote, hostile names, all metadata types. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CommandFixture {
  static final String HOSTILE = "new\nline\u001b[31m and \u202ebidi";

  Path folder;
  TestRepository repository;
  String repo;

  /** Three commits on one branch, a fork of the first, and one of a remote, with hostile names. */
  @BeforeAll
  void make_a_repository(@TempDir Path temporary) throws IOException {
    folder = temporary;
    repository = TestRepository.create(folder.resolve("repo"), "archive");
    repo = "--repo=" + repository.path();
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.createDirectories(tree.resolve("usr/bin"));
    Files.createDirectories(tree.resolve("usr/empty"));
    Files.createDirectories(tree.resolve("etc/conf.d"));
    Files.writeString(tree.resolve("etc/conf.d/a.conf"), "a=1\n");
    Files.writeString(tree.resolve("etc/conf.d/b \"quoted\".conf"), "b=1\n");
    Files.writeString(tree.resolve("usr/bin/sudo"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        tree.resolve("usr/bin/sudo"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(tree.resolve("usr/bin/tool"), "tool ".repeat(5000));
    Files.createSymbolicLink(tree.resolve("usr/link"), Path.of("bin/sudo\u001b"));
    Files.writeString(tree.resolve("usr/中文 文件"), "内容\n");
    Files.writeString(tree.resolve("usr/" + HOSTILE), "x");
    repository.commit(
        "os/stable",
        tree,
        "--subject=First",
        "--timestamp=2026-01-02 03:04:05 +0000",
        "--add-metadata-string=version=41.1",
        "--add-metadata=test.big=uint64 18446744073709551615",
        "--add-metadata=test.bytes=[byte 0x01, 0xff]",
        "--add-metadata=test.list=['a', 'b']");
    Files.writeString(tree.resolve("etc/conf.d/a.conf"), "a=22\n");
    Files.move(tree.resolve("usr/bin/tool"), tree.resolve("usr/bin/renamed"));
    Files.delete(tree.resolve("usr/empty"));
    Files.createFile(tree.resolve("usr/empty"));
    Files.createDirectories(tree.resolve("opt/new/deep"));
    repository.commit(
        "os/stable",
        tree,
        "--subject=Second\u001b[31m",
        "--body=Line one\nline two",
        "--timestamp=2026-02-02 03:04:05 +0000",
        "--add-metadata-string=version=41.2");
    Files.delete(tree.resolve("etc/conf.d/b \"quoted\".conf"));
    repository.commit(
        "os/stable",
        tree,
        "--subject=Third",
        "--timestamp=2026-03-02 03:04:05 +0000",
        "--add-metadata-string=version=41.3\u202e");
    repository.commit(
        "os/fork",
        tree,
        "--parent=" + repository.ostree("rev-parse", "os/stable^^"),
        "--subject=Fork",
        "--timestamp=2026-02-20 03:04:05 +0000");
    TestRepository other = TestRepository.create(folder.resolve("other"), "archive");
    other.commit("os/next", tree, "--subject=Next", "--timestamp=2026-04-02 03:04:05 +0000");
    repository.ostree("pull-local", "--remote=demo", other.path().toString(), "os/next");
    repository.ostree("refs", "--create=ostree/0/1/0", "os/stable");
  }

  CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(repo);
    return CommandRun.of(folder, all.toArray(String[]::new));
  }

  static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(array.elements(), 0), false);
  }

  static List<String> texts(JsonNode array, String field) {
    return items(array).map(item -> item.get(field).textValue()).toList();
  }

  static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
