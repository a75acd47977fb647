package org.understory.app.change;

import java.util.List;
import org.understory.app.deployment.DeploymentWords;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.model.system.Deployment;
import org.understory.resources.Messages;

/** Says what is wrong, with deployments named as people know them and not by their ids. */
final class Reasons {
  private final ProblemText problems;

  Reasons(Messages messages) {
    problems = new ProblemText(messages);
  }

  /** Whether it may be possible in a moment, without anybody doing anything about it here. */
  static boolean passes(Problem problem) {
    return problem instanceof Problem.HelperBusy
        || problem instanceof Problem.HelperSilent
        || problem instanceof Problem.SysrootLocked
        || problem instanceof Problem.StateChanged;
  }

  String sentence(Problem problem, List<Deployment> known) {
    String sentence = problems.sentence(problem);
    for (Deployment each : known) {
      sentence = sentence.replace(each.id(), DeploymentWords.name(each));
    }
    return sentence;
  }
}
