package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.Repository;

/** A repository in a folder of its own, made and changed by {@code ostree}. */
public record TestRepository(Path path) {
  /** Makes an empty repository at {@code path}; {@code mode} as {@code ostree init} takes it. */
  public static TestRepository create(Path path, String mode) {
    TestRepository repository = new TestRepository(path);
    repository.ostree("init", "--mode=" + mode);
    // A test does not outlive a power cut.
    repository.ostree("config", "set", "core.fsync", "false");
    return repository;
  }

  /**
   * Runs {@code ostree --repo=PATH ARGUMENTS…} and answers its output; fails unless it succeeds.
   */
  public String ostree(String... arguments) {
    return output(arguments).stripTrailing();
  }

  /** The same with the whole output as it is. */
  public String output(String... arguments) {
    return new String(bytes(arguments), StandardCharsets.UTF_8);
  }

  /** The same as bytes. */
  public byte[] bytes(String... arguments) {
    return Command.output(command(arguments));
  }

  /** The lines of its output. */
  public List<String> lines(String... arguments) {
    return ostree(arguments).lines().toList();
  }

  /** The same for a command that may fail. */
  public Command.Result attempt(String... arguments) {
    return Command.attempt(command(arguments));
  }

  /** Commits a folder with owners and attributes as they are; answers the checksum. */
  public Checksum commit(String branch, Path tree, String... options) {
    List<String> arguments = new ArrayList<>(List.of("commit", "--branch=" + branch));
    arguments.addAll(List.of(options));
    arguments.add("--tree=dir=" + tree);
    return Checksum.parse(ostree(arguments.toArray(String[]::new))).orElseThrow();
  }

  /** Opens it with the reader. */
  public Repository open() throws StoreException {
    return Repository.open(path);
  }

  /** The file of an object, for example {@code object(c, "commit")}. */
  public Path object(Checksum checksum, String suffix) {
    String hex = checksum.hex();
    return path.resolve("objects/" + hex.substring(0, 2) + "/" + hex.substring(2) + "." + suffix);
  }

  /** The files of all objects, sorted. */
  public List<Path> objects() {
    try (Stream<Path> files = Files.walk(path.resolve("objects"))) {
      return files.filter(file -> !Files.isDirectory(file)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ostree", "--repo=" + path));
    command.addAll(List.of(arguments));
    return command;
  }
}
