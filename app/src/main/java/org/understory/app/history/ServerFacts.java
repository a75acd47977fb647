package org.understory.app.history;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.control.Times;
import org.understory.app.history.CommitFacts.Fact;
import org.understory.app.history.CommitFacts.Notice;
import org.understory.app.server.ServerVersions;
import org.understory.app.server.ServerVersions.Version;
import org.understory.app.text.ProblemText;
import org.understory.app.text.SignatureWords;
import org.understory.app.text.SizeText;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Says of a version that is on a server what it takes to have it, and who vouches for it. */
final class ServerFacts {
  /** Signatures of one commit that are told; real ones have one or two. */
  private static final int MOST = 8;

  private final Messages messages;
  private final SignatureWords words;

  ServerFacts(Messages messages, Clock clock) {
    this.messages = messages;
    this.words = new SignatureWords(messages, new Times(messages, clock)::minute);
  }

  /** All but the size. */
  CommitFacts add(CommitFacts facts, ServerVersions found, Version version) {
    String remote = Sanitizer.line(found.remote().name());
    String verdict = words.verdict(version.check(), found.remote());
    List<Notice> notices = new ArrayList<>();
    List<Fact> signed = new ArrayList<>(signatures(version.check()));
    if (version.isRefused()) {
      notices.add(new Notice(true, messages.get("history.server.refused", verdict, remote)));
    } else {
      notices.add(new Notice(false, messages.get("history.server.away", remote)));
      if (version.check().verdict() != Verdict.NOT_REQUIRED || !signed.isEmpty()) {
        signed.addFirst(fact("signed", verdict));
      }
    }
    if (version.check().verdict() == Verdict.NOT_CHECKED && found.remote().checks().commits()) {
      notices.add(new Notice(true, messages.get("history.server.unchecked", remote)));
    }
    return facts.with(notices, signed);
  }

  /** Who signed a commit that is here. */
  CommitFacts sign(CommitFacts facts, CommitSource.Signed signed) {
    List<Fact> told = new ArrayList<>(signatures(signed.check()));
    told.addFirst(fact("signed", words.verdict(signed.check(), signed.remote())));
    return facts.and(told);
  }

  private List<Fact> signatures(SignatureCheck check) {
    return check.signatures().stream()
        .limit(MOST)
        .map(each -> fact("signature", words.signature(each)))
        .toList();
  }

  /**
   * How much there is to download, where the server keeps that ready or the commit says it. Trouble
   * with the one does not keep the other from being told.
   */
  CommitFacts addDownload(CommitFacts facts, ServerVersions found) throws StoreException {
    Checksum commit = facts.commit().checksum();
    List<Notice> notices = new ArrayList<>();
    Optional<Download> download = Optional.empty();
    try {
      download = found.delta(commit);
    } catch (StoreException e) {
      notices.add(new Notice(true, new ProblemText(messages).sentence(e.problem())));
    }
    if (download.isEmpty()) {
      download = found.known().download(commit);
    }
    return facts.with(notices, download.stream().map(this::download).toList());
  }

  private Fact download(Download download) {
    SizeText sizes = new SizeText(messages);
    String tip =
        switch (download.way()) {
          case Download.Objects() -> messages.get("history.fact.download.tip");
          case Download.Delta _ ->
              messages.get("history.fact.download.ready.tip", sizes.brief(download.unpacked()));
        };
    return new Fact(
        messages.get("history.fact.download"), sizes.download(download), tip, Optional.empty());
  }

  private Fact fact(String key, String value) {
    String name = "history.fact." + key;
    return new Fact(messages.get(name), value, messages.get(name + ".tip"), Optional.empty());
  }
}
