package org.understory.app.text;

import static org.understory.model.text.Sanitizer.line;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.understory.app.home.BugLog;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.ServerFault;
import org.understory.model.operation.UpdaterFault;
import org.understory.resources.Messages;

/**
 * Says what is wrong in one sentence, and what to do next in another. The texts inside a problem
 * come from disk; they are made safe to show here and nowhere else.
 */
public final class ProblemText {
  /** More matches than this say nothing more to a person. */
  private static final int MATCHES_SHOWN = 4;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /** What polkit's actions are called without their prefix. */
  private static final Set<String> ACTIONS =
      Set.of(
          "check-update",
          "upgrade",
          "deploy-other",
          "deploy-unverified",
          "rebase",
          "rollback",
          "pin",
          "delete",
          "kernel-args",
          "finalization",
          "prune",
          "verify",
          "unlock",
          "configure-remotes");

  private final Messages messages;

  /** Words out of {@code messages}, which hold the bundle {@code problems}. */
  public ProblemText(Messages messages) {
    this.messages = messages;
  }

  /** What is wrong and what to do next, in one line. */
  public String sentence(Problem problem) {
    return switch (problem) {
      case Problem.NotASysroot p -> say("problem.not-a-sysroot", p.path());
      case Problem.NotARepository p -> say("problem.not-a-repository", p.path());
      case Problem.NoDeployments p -> say("problem.no-deployments", p.path());
      case Problem.UnsupportedRepository p ->
          say("problem.unsupported-repository", p.path(), p.detail());
      case Problem.NotPermitted p -> say("problem.not-permitted", p.path());
      case Problem.UnknownRevision p -> say("problem.unknown-revision", p.revision());
      case Problem.AmbiguousRevision p ->
          say("problem.ambiguous-revision", p.revision(), some(p.matches()));
      case Problem.NoParent p -> say("problem.no-parent", p.revision());
      case Problem.DeletedCommit p -> say("problem.deleted-commit", p.commit());
      case Problem.MissingObject p -> say("problem.missing-object", p.object());
      case Problem.CorruptObject p -> say("problem.corrupt-object", p.object(), flaw(p.flaw()));
      case Problem.CorruptFile p -> say("problem.corrupt-file", p.path(), flaw(p.flaw()));
      case Problem.NoSuchPath p -> say("problem.no-such-path", p.revision(), p.path());
      case Problem.WrongKindOfPath p -> say("problem.wrong-kind-of-path", p.revision(), p.path());
      case Problem.MissingTool p -> say("problem.missing-tool", p.tool());
      case Problem.ToolFailed p -> say("problem.tool-failed", p.tool(), p.detail());
      case Problem.AmbiguousDeployment p ->
          say("problem.ambiguous-deployment", p.id(), some(p.matches()));
      case Problem.IsPinned p -> say("problem.is-pinned", p.id());
      case Problem.NothingToRollBackTo _ -> say("problem.nothing-to-roll-back-to");
      case Problem.NothingStaged _ -> say("problem.nothing-staged");
      case Problem.NoOrigin p -> say("problem.no-origin", p.stateroot());
      case Problem.BootcRefuses p -> say("problem.bootc-refuses", p.stateroot());
      case Problem.ManagedElsewhere p -> say("problem.managed-elsewhere", p.stateroot());
      case Problem.LayeringUnavailable _ -> say("problem.layering-unavailable");
      case Problem.AlreadyInstalled p -> say("problem.already-installed", p.name());
      case Problem.UnknownPackage p -> say("problem.unknown-package", p.name());
      case Problem.PackageSourcesFailed p -> say("problem.package-sources-failed", p.detail());
      case Problem.LayerFailed p -> say("problem.layer-failed", p.names(), p.detail());
      case Problem.LayerOutsideTree p -> say("problem.layer-outside-tree", p.path());
      case Problem.SettingOpen p -> say("problem.setting-open", p.path());
      case Problem.LayerHasKernel p -> say("problem.layer-has-kernel", p.path());
      case Problem.AlreadyLayered p -> say("problem.already-layered", p.name());
      case Problem.NotLayered p -> say("problem.not-layered", p.name());
      case Problem.AlreadyOverridden p -> say("problem.already-overridden", p.name());
      case Problem.NotOverridden p -> say("problem.not-overridden", p.name());
      case Problem.NothingNewer p -> say("problem.nothing-newer", p.refspec());
      case Problem.OrderUnknown _ -> say("problem.order-unknown");
      case Problem.NoSuchKernelArgument p -> say("problem.no-such-kernel-argument", p.argument());
      case Problem.StateChanged _ -> say("problem.state-changed");
      case Problem.UnexpectedResult _ -> say("problem.unexpected-result");
      case Problem.NotAgreed _ -> say("problem.not-agreed");
      case Problem.NothingToUndo _ -> say("problem.nothing-to-undo");
      case Problem.NoSearch _ -> say("problem.no-search");
      case Problem.NotDescended p -> say("problem.not-descended", p.commit(), p.ancestor());
      case Problem.OutsideSearch p -> say("problem.outside-search", p.revision());
      case Problem.NothingToTry _ -> say("problem.nothing-to-try");
      case Problem.WorkerLost _ -> say("problem.worker-lost");
      case Problem.HelperMissing _ -> say("problem.helper-missing");
      case Problem.HelperSilent _ -> say("problem.helper-silent");
      case Problem.ServiceSilent p -> say("problem.service-silent", p.service());
      case Problem.UpdaterRefused p -> say(refusalKey(p.fault()), p.detail());
      case Problem.AnotherChange p ->
          say("problem.another-change", p.user(), action(p.action()), time(p.since()));
      case Problem.LockedBy p -> say("problem.locked-by", p.program(), Long.toString(p.process()));
      case Problem.NeedsRpmOstree _ -> say("problem.needs-rpm-ostree");
      case Problem.ServiceBusy p ->
          messages.get(
              "problem.service-busy", new BusyText(messages).sentence(p.task(), p.client()));
      case Problem.HelperBusy _ -> say("problem.helper-busy");
      case Problem.NotAuthorized _ -> say("problem.not-authorized");
      case Problem.AuthenticationDismissed _ -> say("problem.authentication-dismissed");
      case Problem.AuthenticationUnavailable _ -> say("problem.authentication-unavailable");
      case Problem.RestartInhibited p -> say("problem.restart-inhibited", p.who(), p.why());
      case Problem.RestartNotAllowed _ -> say("problem.restart-not-allowed");
      case Problem.RestartUnavailable _ -> say("problem.restart-unavailable");
      case Problem.JournalClosed _ -> say("problem.journal-closed");
      case Problem.Unsupported p -> say("problem.unsupported", p.detail());
      case Problem.InputOutput p -> say("problem.input-output", p.path(), p.detail());
      case Problem.Internal p -> say("problem.internal", p.code(), BugLog.folder().toString());
      case Problem.LibostreeMissing p -> say("problem.libostree-missing", p.library());
      case Problem.LibostreeTooOld p -> say("problem.libostree-too-old", p.needed(), p.found());
      case Problem.LibostreeFailed p -> say("problem.libostree-failed", p.function(), p.detail());
      case Problem.SysrootLocked p -> say("problem.sysroot-locked", p.path());
      case Problem.NotWritable p -> say("problem.not-writable", p.path());
      case Problem.ReadOnlyFileSystem p -> say("problem.read-only-file-system", p.path());
      case Problem.NoSpace p -> say("problem.no-space", p.path());
      case Problem.UnknownDeployment p -> say("problem.unknown-deployment", p.id());
      case Problem.BootedDeployment p -> say("problem.booted-deployment", p.id());
      case Problem.StagedDeployment p -> say("problem.staged-deployment", p.id());
      case Problem.StagedInTheWay p -> say("problem.staged-in-the-way", p.id());
      case Problem.CannotStartOnce p ->
          p.bootLoader().isEmpty()
              ? say("problem.cannot-start-once.unknown")
              : say("problem.cannot-start-once", p.bootLoader());
      case Problem.ArgumentsOutOfReach p ->
          say("problem.arguments-out-of-reach", p.bootLoader(), p.libostree());
      case Problem.OnceBesideStaged p -> say("problem.once-beside-staged", p.id());
      case Problem.NotBooted _ -> say("problem.not-booted");
      case Problem.NoDeploymentLeft _ -> say("problem.no-deployment-left");
      case Problem.DeploymentWithoutOrigin p -> say("problem.deployment-without-origin", p.id());
      case Problem.AlreadyUnlocked p -> say("problem.already-unlocked", p.id());
      case Problem.UnknownStateroot p -> say("problem.unknown-stateroot", p.name());
      case Problem.PartialCommit p -> say("problem.partial-commit", p.commit());
      case Problem.UnsafeKernelArgument p -> say("problem.unsafe-kernel-argument", p.argument());
      case Problem.UnsafeName p -> say("problem.unsafe-name", p.name());
      case Problem.UnknownRemote p -> say("problem.unknown-remote", p.name());
      case Problem.RemoteExists p -> say("problem.remote-exists", p.name());
      case Problem.RemoteSharesFile p -> say("problem.remote-shares-file", p.name(), p.file());
      case Problem.NoPublicKey _ -> say("problem.no-public-key");
      case Problem.SecretKey _ -> say("problem.secret-key");
      case Problem.TooManyKeys _ -> say("problem.too-many-keys");
      case Problem.NoSuchBranch p -> say("problem.no-such-branch", p.remote(), p.branch());
      case Problem.NetworkFailed p -> say("problem.network-failed", p.remote(), p.detail());
      case Problem.ServerFailed p ->
          say("problem.server-failed", p.remote(), p.address(), fault(p));
      case Problem.UnsupportedRemote p ->
          say("problem.unsupported-remote", p.remote(), p.setting());
      case Problem.DamagedDownload p -> say("problem.damaged-download", p.remote(), p.detail());
      case Problem.SignatureFailed p -> say("problem.signature-failed", p.remote(), p.detail());
      case Problem.UnsignedList p -> say("problem.unsigned-list", p.remote());
      case Problem.OlderCommit p -> say("problem.older-commit", p.remote());
      case Problem.UnsupportedDatabase p ->
          say("problem.unsupported-database", p.path(), p.format());
      case Problem.NativeCodeRefused p -> say("problem.native-code-refused", p.path());
      case Problem.NoFileLists p -> say("problem.no-file-lists", p.commit());
      case Problem.NoSuchPackage p -> say("problem.no-such-package", p.revision(), p.name());
      case Problem.UnknownApplication p -> say("problem.unknown-application", p.name());
      case Problem.AmbiguousApplication p ->
          say("problem.ambiguous-application", p.name(), some(p.matches()));
      case Problem.ApplicationUnchanged p -> say("problem.application-unchanged", p.name());
      case Problem.ApplicationHeld p -> say("problem.application-held", p.name());
      case Problem.HeldByPattern p -> say("problem.held-by-pattern", p.name(), p.pattern());
      case Problem.FlatpakNeedsRoot p -> say("problem.flatpak-needs-root", p.command());
      case Problem.FlatpakFailed p -> say("problem.flatpak." + fault(p), p.name(), p.detail());
      case Problem.RefBindingMismatch p ->
          say("problem.ref-binding-mismatch", p.remote(), p.detail());
    };
  }

  private static String some(List<String> matches) {
    String shown = matches.stream().limit(MATCHES_SHOWN).collect(Collectors.joining(", "));
    return matches.size() > MATCHES_SHOWN ? shown + " …" : shown;
  }

  private String action(String id) {
    String key = "action." + id.replaceFirst("org\\.understory\\.", "");
    return ACTIONS.contains(key.substring("action.".length()))
        ? messages.get(key)
        : messages.get("action.other");
  }

  private static String time(long seconds) {
    return TIME.format(Instant.ofEpochSecond(seconds).atZone(ZoneId.systemDefault()));
  }

  private String flaw(Flaw flaw) {
    return messages.get(
        switch (flaw) {
          case TRUNCATED -> "flaw.truncated";
          case CHECKSUM_MISMATCH -> "flaw.checksum-mismatch";
          case MALFORMED -> "flaw.malformed";
          case UNSAFE_NAME -> "flaw.unsafe-name";
          case UNSORTED_NAMES -> "flaw.unsorted-names";
          case TOO_LARGE -> "flaw.too-large";
          case TOO_DEEP -> "flaw.too-deep";
          case TOO_MANY -> "flaw.too-many";
        });
  }

  /** What a server did, with what is known of it. */
  private static String fault(Problem.FlatpakFailed problem) {
    return problem.fault().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String fault(Problem.ServerFailed failed) {
    String detail = line(failed.detail()).strip();
    String words = messages.get(faultKey(failed.fault()));
    if (detail.isEmpty()) {
      return words;
    }
    return failed.fault() == ServerFault.STATUS
        ? messages.get("fault.with-number", words, detail)
        : messages.get("fault.with-detail", words, detail);
  }

  private static String refusalKey(UpdaterFault fault) {
    return switch (fault) {
      case LIVE_SYSTEM -> "problem.updater-live";
      case CONFIGURATION -> "problem.updater-configuration";
      case NOT_OSTREE -> "problem.updater-not-ostree";
      case METERED -> "problem.updater-metered";
      case APPLICATIONS -> "problem.updater-applications";
      case RESTART_FIRST -> "problem.updater-restart-first";
    };
  }

  private static String faultKey(ServerFault fault) {
    return switch (fault) {
      case UNREACHABLE -> "fault.unreachable";
      case UNTRUSTED -> "fault.untrusted";
      case STATUS -> "fault.status";
      case TOO_SLOW -> "fault.too-slow";
      case TOO_LARGE -> "fault.too-large";
      case CUT_SHORT -> "fault.cut-short";
      case REDIRECTS -> "fault.redirects";
      case UNSAFE_REDIRECT -> "fault.unsafe-redirect";
      case ENCODED -> "fault.encoded";
      case BAD_ADDRESS -> "fault.bad-address";
    };
  }

  private String say(String key, String... texts) {
    Object[] safe = new Object[texts.length];
    for (int i = 0; i < texts.length; i++) {
      safe[i] = line(texts[i]);
    }
    return messages.get(key, safe);
  }
}
