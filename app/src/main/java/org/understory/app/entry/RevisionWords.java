package org.understory.app.entry;

import static org.understory.model.text.Sanitizer.line;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.understory.app.control.ChoicePicker;
import org.understory.app.control.ChoicePicker.Words;
import org.understory.app.control.Times;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.Ref;
import org.understory.model.system.Deployment;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Writes revisions for a person to pick from. */
public final class RevisionWords {
  private static final String BETWEEN = " \u00b7 ";

  private final Messages messages;
  private final Times times;

  /** In this language. */
  public RevisionWords(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
  }

  /** Group, title and detail of one choice, safe to show. */
  public Words write(RevisionChoice choice) {
    return switch (choice) {
      case RevisionChoice.OfDeployment(Deployment deployment) -> deployment(deployment);
      case RevisionChoice.OfRef(Ref ref, Optional<Commit> commit) ->
          new Words(
              group(ref),
              line(ref.refspec()),
              commit.map(this::detail).orElse(messages.get("revision.not-here")));
      case RevisionChoice.OfCommit(Commit commit) ->
          commit(messages.get("revision.commits"), commit);
      case RevisionChoice.OnServer(Commit commit, String remote) ->
          commit(messages.get("revision.server", line(remote)), commit);
      case RevisionChoice.OfImage(ImageReference image) ->
          new Words(
              messages.get("revision.image", line(image.name())),
              image.tag().or(image::digest).map(Sanitizer::line).orElse(""),
              line(image.image()));
      case RevisionChoice.Typed(String revision) ->
          Checksum.parse(revision)
              .map(it -> new Words(messages.get("revision.commits"), it.brief(), revision))
              .orElseGet(
                  () ->
                      new Words(
                          messages.get("revision.typed"),
                          line(revision),
                          messages.get("revision.typed.tip")));
    };
  }

  private Words commit(String group, Commit commit) {
    return new Words(
        group,
        line(commit.version().orElse(commit.checksum().brief())),
        join(
            commit.version().isPresent() ? commit.checksum().brief() : "",
            times.day(commit.timestamp()),
            line(commit.subject())));
  }

  /** A picker for revisions. */
  public ChoicePicker<RevisionChoice> picker(String caption) {
    return new ChoicePicker<>(
        new ChoicePicker.Prompts(
            caption,
            messages.get("revision.nothing"),
            messages.get("revision.search"),
            messages.get("revision.no-match")),
        this::write,
        typed -> Optional.of(RevisionChoice.typed(typed)));
  }

  private Words deployment(Deployment deployment) {
    return new Words(
        messages.get("revision.deployments"),
        join(
            line(deployment.version().orElse(deployment.checksum().brief())),
            deployment.label().map(label -> line(label.name())).orElse("")),
        join(
            states(deployment),
            line(deployment.stateroot()),
            deployment.checksum().brief(),
            deployment.timestamp().isPresent()
                ? times.day(deployment.timestamp().getAsLong())
                : ""));
  }

  private String states(Deployment deployment) {
    return join(
        deployment.booted() ? messages.get("revision.running") : "",
        deployment.bootsNext() && !deployment.booted() ? messages.get("revision.next") : "",
        deployment.rollback() ? messages.get("revision.rollback") : "",
        deployment.pinned() ? messages.get("revision.pinned") : "");
  }

  private String group(Ref ref) {
    if (ref.internal()) {
      return messages.get("revision.internal");
    }
    return ref.remote()
        .map(remote -> messages.get("revision.remote", line(remote)))
        .orElse(messages.get("revision.local"));
  }

  private String detail(Commit commit) {
    return join(
        line(commit.version().orElse("")),
        commit.checksum().brief(),
        times.day(commit.timestamp()));
  }

  private static String join(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(BETWEEN));
  }
}
