package org.understory.store.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

final class CommitIndexTest {
  @TempDir Path folder;
  private Path cache;
  private Location location;
  private final List<Commit> commits = new ArrayList<>();
  private Instant now = Instant.parse("2020-01-01T00:00:00Z");
  private final List<Checksum> read = new ArrayList<>();

  @BeforeEach
  void makeRepository() throws IOException {
    cache = folder.resolve("cache/understory");
    location = new Location(folder.resolve("repo"), RepositoryMode.ARCHIVE, true);
    Random dice = new Random(5);
    for (int i = 0; i < 300; i++) {
      Commit commit = commit(dice, i);
      commits.add(commit);
      Path object = location.path(commit.checksum(), "commit");
      Files.createDirectories(object.getParent());
      Files.createFile(object);
    }
    everythingIsOld();
  }

  @Test
  void what_was_read_once_is_not_read_again() throws StoreException {
    assertThat(readAll()).isEqualTo(commits);
    assertThat(read).hasSize(commits.size());
    read.clear();
    assertThat(readAll()).isEqualTo(commits);
    assertThat(read).isEmpty();
  }

  @Test
  void new_commits_join_those_that_are_known() throws StoreException {
    CommitIndex first = open();
    for (Commit commit : commits.subList(0, 100)) {
      first.find(commit.checksum(), this::load);
    }
    first.save();
    readAll();
    read.clear();
    assertThat(readAll()).isEqualTo(commits);
    assertThat(read).isEmpty();
  }

  @Test
  void a_deleted_commit_is_not_found_any_more() throws IOException, StoreException {
    readAll();
    read.clear();
    Commit gone = commits.removeFirst();
    Files.delete(location.path(gone.checksum(), "commit"));
    CommitIndex index = open();
    assertThatThrownBy(() -> index.find(gone.checksum(), this::load))
        .isInstanceOf(StoreException.class);
    assertThat(readAll()).isEqualTo(commits);
  }

  @Test
  void a_folder_that_changed_a_moment_ago_is_not_trusted() throws IOException, StoreException {
    Commit doomed = commits.getFirst();
    Path object = location.path(doomed.checksum(), "commit");
    FileTime moment = FileTime.from(Instant.now());
    Files.setLastModifiedTime(object.getParent(), moment);
    readAll();
    Files.delete(object);
    Files.setLastModifiedTime(object.getParent(), moment);
    assertThatThrownBy(() -> open().find(doomed.checksum(), this::load))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void a_commit_that_is_gone_does_not_come_back_with_a_later_save()
      throws IOException, StoreException {
    Commit late = commits.removeLast();
    readAll();
    Commit gone = commits.removeFirst();
    Files.delete(location.path(gone.checksum(), "commit"));
    everythingIsOld();
    commits.add(late);
    // The new commit makes the index save without anybody having asked for the one that is gone.
    open().find(late.checksum(), this::load);
    CommitIndex index = open();
    index.find(late.checksum(), this::load);
    index.save();
    commits.add(gone);
    assertThatThrownBy(() -> open().find(gone.checksum(), this::load))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void commits_of_a_parent_repository_are_not_kept() throws IOException, StoreException {
    Checksum checksum = commits.getFirst().checksum();
    Location child = new Location(folder.resolve("child"), RepositoryMode.ARCHIVE, true);
    Path shelf = child.path(checksum, "commit").getParent();
    Files.createDirectories(shelf);
    Files.setLastModifiedTime(shelf, FileTime.from(now));
    for (int i = 0; i < 2; i++) {
      CommitIndex index = CommitIndex.open(cache, List.of(child, location));
      index.find(checksum, this::load);
      index.save();
    }
    assertThat(read).hasSize(2);
  }

  @Test
  void a_damaged_index_is_made_anew() throws IOException, StoreException {
    Random dice = new Random(6);
    for (int round = 0; round < 60; round++) {
      readAll();
      Path file = onlyFile();
      byte[] bytes = Files.readAllBytes(file);
      bytes[round < 20 ? round * 4 : dice.nextInt(bytes.length)] ^= (byte) (1 + dice.nextInt(255));
      Files.write(file, bytes);
      read.clear();
      assertThat(readAll()).isEqualTo(commits);
      assertThat(read).as("round %d", round).hasSize(commits.size());
    }
  }

  @Test
  void a_cut_or_foreign_file_is_made_anew() throws IOException, StoreException {
    readAll();
    byte[] whole = Files.readAllBytes(onlyFile());
    for (int length : List.of(0, 1, 15, 64, 4000, whole.length - 1)) {
      Files.write(onlyFile(), Arrays.copyOf(whole, length));
      read.clear();
      assertThat(readAll()).isEqualTo(commits);
      assertThat(read).hasSize(commits.size());
    }
  }

  @Test
  void another_repository_at_the_same_place_has_another_index() throws IOException, StoreException {
    readAll();
    Files.move(location.directory(), folder.resolve("older"));
    Files.createDirectories(location.directory().resolve("objects"));
    CommitIndex index = open();
    assertThatThrownBy(() -> index.find(commits.getFirst().checksum(), this::load))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void a_cache_folder_that_cannot_be_written_does_no_harm() throws IOException, StoreException {
    Files.createDirectories(cache.getParent());
    Files.writeString(cache, "in the way");
    assertThat(readAll()).isEqualTo(commits);
    assertThat(readAll()).isEqualTo(commits);
  }

  @Test
  void nothing_unfinished_is_left_and_old_indexes_go() throws IOException, StoreException {
    Files.createDirectories(cache);
    for (int i = 0; i < 40; i++) {
      Path old = Files.createFile(cache.resolve(i + ".history"));
      Files.setLastModifiedTime(old, FileTime.from(now));
    }
    readAll();
    read.clear();
    readAll();
    assertThat(read).isEmpty();
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).hasSize(16).allMatch(it -> it.toString().endsWith(".history"));
    }
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.reduce((a, b) -> a).orElseThrow();
    }
  }

  private List<Commit> readAll() throws StoreException {
    CommitIndex index = open();
    List<Commit> found = new ArrayList<>();
    for (Commit commit : commits) {
      found.add(index.find(commit.checksum(), this::load));
    }
    index.save();
    return found;
  }

  private CommitIndex open() throws StoreException {
    return CommitIndex.open(cache, List.of(location));
  }

  private Commit load(Checksum checksum) throws StoreException {
    read.add(checksum);
    return commits.stream()
        .filter(it -> it.checksum().equals(checksum))
        .filter(it -> Files.exists(location.path(checksum, "commit")))
        .findFirst()
        .orElseThrow(() -> new StoreException(new Problem.MissingObject(checksum + ".commit")));
  }

  /** Folders changed long ago, each time a little later. */
  private void everythingIsOld() throws IOException {
    now = now.plusSeconds(60);
    try (Stream<Path> folders = Files.list(location.directory().resolve("objects"))) {
      for (Path each : folders.toList()) {
        Files.setLastModifiedTime(each, FileTime.from(now));
      }
    }
  }

  private static Commit commit(Random dice, int number) {
    // Some differ late only, and some have the first bit set.
    long first = number % 50 == 1 ? 77 + number % 100 : dice.nextLong();
    Checksum name = new Checksum(first, dice.nextLong(), dice.nextLong(), dice.nextLong());
    return new Commit(
        name,
        number % 7 == 0 ? Optional.empty() : Optional.of(new Checksum(number, 1, 2, 3)),
        number * 1_000_000_000L,
        "Release " + number + " 版本 \ud83d\ude00",
        number % 3 == 0 ? "" : "Body\n" + "x".repeat(number),
        number % 2 == 0 ? Optional.empty() : Optional.of(number % 5 == 0 ? "" : "41." + number),
        Commit.Kind.values()[number % 3],
        new Checksum(number / 10, 4, 5, 6),
        new Checksum(7, 7, 7, 7));
  }
}
