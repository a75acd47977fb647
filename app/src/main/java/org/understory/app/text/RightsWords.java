package org.understory.app.text;

import org.understory.model.text.Sanitizer;
import org.understory.model.tree.MetadataChange;
import org.understory.resources.Messages;

/** Says what a changed property means. */
public final class RightsWords {
  private final Messages messages;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public RightsWords(Messages messages) {
    this.messages = messages;
  }

  /** In a few words. */
  public String sentence(MetadataChange change) {
    String before = Sanitizer.line(change.before());
    String after = Sanitizer.line(change.after());
    String user = Integer.toUnsignedString(change.owner());
    boolean root = change.owner() == 0;
    return switch (change.kind()) {
      case SETUID_ADDED ->
          root
              ? messages.get("rights.setuid-added.root")
              : messages.get("rights.setuid-added", user);
      case SETUID_REMOVED ->
          root
              ? messages.get("rights.setuid-removed.root")
              : messages.get("rights.setuid-removed", user);
      case SETGID_ADDED -> messages.get("rights.setgid-added");
      case SETGID_REMOVED -> messages.get("rights.setgid-removed");
      case CAPABILITIES_ADDED -> messages.get("rights.capabilities-added", after);
      case CAPABILITIES_CHANGED -> messages.get("rights.capabilities-changed", before, after);
      case CAPABILITIES_REMOVED -> messages.get("rights.capabilities-removed", before);
      case WORLD_WRITABLE -> messages.get("rights.world-writable");
      case NOT_WORLD_WRITABLE -> messages.get("rights.not-world-writable");
      case LABEL_CHANGED -> messages.get("rights.label-changed", or(before), or(after));
      case PROGRAM_TO_ROOT -> messages.get("rights.program-to-root", before);
      case PROGRAM_FROM_ROOT -> messages.get("rights.program-from-root", after);
      case TYPE -> messages.get("rights.type", before, after);
      case MODE -> messages.get("rights.mode", before, after);
      case OWNER -> messages.get("rights.owner", before, after);
      case TARGET -> messages.get("rights.target", before, after);
      case ATTRIBUTE_ADDED -> messages.get("rights.attribute-added", after);
      case ATTRIBUTE_CHANGED -> messages.get("rights.attribute-changed", before, after);
      case ATTRIBUTE_REMOVED -> messages.get("rights.attribute-removed", before);
    };
  }

  private String or(String label) {
    return label.isEmpty() ? messages.get("rights.no-label") : label;
  }
}
