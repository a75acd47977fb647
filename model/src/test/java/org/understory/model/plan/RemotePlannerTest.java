package org.understory.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.understory.model.plan.Drawing.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Warning.Code;
import org.understory.model.remote.Keyring;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Remote.Home;
import org.understory.model.remote.Remotes;
import org.understory.model.remote.SigningKey;
import org.understory.model.system.UpdateService;

final class RemotePlannerTest {
  private static final Home CONFIG = new Home("config", false, List.of(), false);

  /** A key that gpg made. */
  private static final String KEY =
      """
      -----BEGIN PGP PUBLIC KEY BLOCK-----

      mDMEZZIAgBYJKwYBBAHaRw8BAQdA6Z9m6ZklBvScY659Zw8k//r1yptXFBRmh8g0
      qOea/7m0G0Zlcm4gT1MgPGtleXNAZmVybi5leGFtcGxlPoiQBBMWCAA4FiEEgJld
      Wi9221rCEaPNqn69+ATA8WgFAmWSAIACGwMFCwkIBwIGFQoJCAsCBBYCAwECHgEC
      F4AACgkQqn69+ATA8WiZCQEA+sMorKQfbYkN/2aFA130+LQ1cNQY+w33GcgF4qAh
      pWwBANc/DAgj9vcLZC6cvc49IDH6/X8P5Ckh/NQWMZQYrT0L
      =OoXB
      -----END PGP PUBLIC KEY BLOCK-----
      """;

  private static final Keyring ONE_KEY =
      new Keyring(
          List.of(new SigningKey("A".repeat(40), Optional.empty())),
          Optional.of("block"),
          List.of(),
          List.of(),
          true);

  @Test
  void one_with_nothing_but_an_address_and_keys_comes_back_as_it_was() throws StoreException {
    Remote remote = SampleRemote.of("near", true, ONE_KEY, List.of(), CONFIG);

    Plan plan = plan(new Operation.RemoveRemote("near"), remote);

    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.undo())
        .containsExactly(
            new Operation.AddRemote(
                "near", "https://near.example/repo", true, Optional.of("block")));
    assertThat(plan.after()).isEqualTo(plan.before().deployments());
  }

  @Test
  void what_would_not_come_back_is_named_and_no_undo_is_offered() throws StoreException {
    Remote set = SampleRemote.of("near", true, ONE_KEY, List.of("proxy"), CONFIG);
    Keyring lost = new Keyring(ONE_KEY.own(), Optional.empty(), List.of(), List.of(), false);
    Remote unreadable = SampleRemote.of("near", true, lost, List.of(), CONFIG);

    Plan plan = plan(new Operation.RemoveRemote("near"), set);
    assertThat(codes(plan)).containsExactly(Code.KEYS_LOST, Code.SETTINGS_LOST);
    assertThat(plan.undo()).isEmpty();
    plan = plan(new Operation.RemoveRemote("near"), unreadable);
    assertThat(codes(plan)).containsExactly(Code.KEYS_LOST);
    assertThat(plan.undo()).isEmpty();
  }

  @Test
  void who_follows_it_and_what_stays_is_said() throws StoreException {
    Remote far =
        SampleRemote.of(
            "far", false, Keyring.EMPTY, List.of(), new Home("f", true, List.of(), true));

    Plan plan = plan(new Operation.RemoveRemote("far"), far);

    assertThat(codes(plan))
        .containsExactly(Code.REMOTE_IN_USE, Code.BRANCHES_STAY, Code.REMOTE_SHIPPED);
    assertThat(plan.warnings().getFirst().detail())
        .isEqualTo(
            String.join(" ", plan.before().deployments().stream().map(d -> d.id()).toList()));
    assertThat(plan.warnings().get(1).detail()).isEqualTo("1");
  }

  @Test
  void one_whose_file_holds_others_is_not_removed() {
    Home shared = new Home("two.conf", true, List.of("other"), false);
    Remote remote = SampleRemote.of("near", true, Keyring.EMPTY, List.of(), shared);

    refused(
        new Operation.RemoveRemote("near"),
        remote,
        new Problem.RemoteSharesFile("near", "two.conf"));
  }

  @Test
  void what_would_fail_anyway_is_refused() {
    Remote near = SampleRemote.of("near", true);
    refused(add("near", "https://x/"), near, new Problem.RemoteExists("near"));
    refused(add("a b", "https://x/"), near, new Problem.UnsafeName("a b"));
    refused(add("a", "ftp://x/"), near, new Problem.UnsafeName("ftp://x/"));
    refused(new Operation.RemoveRemote("far"), near, new Problem.UnknownRemote("far"));
    refused(new Operation.ImportKey("near", "no key"), near, new Problem.NoPublicKey());
  }

  @Test
  void a_new_one_without_a_key_says_so_unless_there_are_keys_for_all() throws StoreException {
    assertThat(codes(plan(add("near", "https://x/")))).containsExactly(Code.KEY_NEEDED);
    Remotes shared = new Remotes(List.of(), true, List.of());
    assertThat(codes(Planner.plan(snapshot("B"), add("near", "https://x/"), facts(shared))))
        .isEmpty();
    Operation open = new Operation.AddRemote("near", "http://x/", false, Optional.empty());
    assertThat(plan(open).warnings())
        .containsExactly(new Warning(Code.REMOTE_UNVERIFIED, "http://x/"));
    assertThat(plan(open).undo()).containsExactly(new Operation.RemoveRemote("near"));
  }

  @Test
  void keys_that_a_first_one_of_its_own_puts_aside_are_counted() throws StoreException {
    Keyring fallback = new Keyring(List.of(), Optional.empty(), ONE_KEY.own(), List.of(), true);
    Remote remote = SampleRemote.of("near", true, fallback, List.of(), CONFIG);

    Plan plan = plan(new Operation.ImportKey("near", KEY), remote);

    assertThat(codes(plan)).containsExactly(Code.KEY_TRUSTED, Code.KEYS_REPLACED);
    assertThat(plan.undo()).isEmpty();
    Remote own = SampleRemote.of("near", true, ONE_KEY, List.of(), CONFIG);
    assertThat(codes(plan(new Operation.ImportKey("near", KEY), own)))
        .containsExactly(Code.KEY_TRUSTED);
  }

  private static Operation add(String name, String url) {
    return new Operation.AddRemote(name, url, true, Optional.empty());
  }

  private static Plan plan(Operation operation, Remote... remotes) throws StoreException {
    Remotes all = new Remotes(List.of(remotes), false, List.of());
    return Planner.plan(snapshot("*B A"), operation, facts(all));
  }

  private static PlanFacts facts(Remotes remotes) {
    return new PlanFacts(
        Map.of(),
        remotes,
        Map.of("far:stable", Checksum.parse("c".repeat(64)).orElseThrow()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        UpdateService.LIBOSTREE,
        Map.of(),
        Map.of());
  }

  private static void refused(Operation operation, Remote remote, Problem problem) {
    assertThatThrownBy(() -> plan(operation, remote))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  private static List<Code> codes(Plan plan) {
    return plan.warnings().stream().map(Warning::code).toList();
  }
}
