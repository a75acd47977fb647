package org.understory.model.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The container image that a system follows, as {@code container-image-reference} of an origin
 * names it (ostree-ext's container/mod.rs). Texts are not safe to show until sanitized.
 *
 * @param signatures who vouches for what comes
 * @param remote the OSTree remote whose keys count; empty but for {@link Signatures#REMOTE}
 * @param transport where it is, such as {@code registry} or {@code oci}
 * @param image its name there, with tag or digest
 */
public record ImageReference(
    Signatures signatures, Optional<String> remote, String transport, String image) {
  /** The transport of what comes from a server. */
  public static final String REGISTRY = "registry";

  /** Characters of a reference. */
  private static final int MAX = 1024;

  /** Characters of a name that a registry takes (reference.go of distribution). */
  private static final int MAX_NAME = 255;

  /** Characters of such a name with tag and digest. */
  private static final int MAX_IMAGE = MAX_NAME + 129 + 72;

  private static final List<String> TRANSPORTS =
      List.of(
          REGISTRY,
          "oci",
          "oci-archive",
          "docker-archive",
          "containers-storage",
          "dir",
          "docker-daemon");

  private static final Map<String, Signatures> SCHEMES =
      Map.of(
          "ostree-image-signed", Signatures.POLICY,
          "ostree-unverified-image", Signatures.NONE,
          "ostree-unverified-registry", Signatures.NONE,
          "ostree-remote-image", Signatures.REMOTE,
          "ostree-remote-registry", Signatures.REMOTE);

  /** The grammar of distribution's reference.go: host and path, tag, digest. */
  private static final Pattern ON_SERVER =
      Pattern.compile(
          "((?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
              + "(?::\\d{1,5})?/)?"
              + "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*)"
              + "(?::(\\w[\\w.-]{0,127}))?"
              + "(?:@(sha256:[0-9a-f]{64}))?");

  /** Who vouches for what comes. */
  public enum Signatures {
    /** {@code ostree-image-signed}: containers-policy.json(5), which must ask for signatures. */
    POLICY,
    /** {@code ostree-remote-image}: the keys of an OSTree remote. */
    REMOTE,
    /** {@code ostree-unverified-…}: what containers-policy.json(5) asks for, mostly nothing. */
    NONE
  }

  /** Reads what stands in an origin; empty where it is none. */
  public static Optional<ImageReference> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || text.length() > MAX || text.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      return Optional.empty();
    }
    String scheme = text.substring(0, colon);
    String rest = text.substring(colon + 1);
    Signatures signatures = SCHEMES.get(scheme);
    if (signatures == null) {
      return Optional.empty();
    }
    Optional<String> remote = Optional.empty();
    if (signatures == Signatures.REMOTE) {
      int end = rest.indexOf(':');
      if (end <= 0) {
        return Optional.empty();
      }
      remote = Optional.of(rest.substring(0, end));
      rest = rest.substring(end + 1);
    }
    return located(signatures, remote, scheme.endsWith("-registry") ? "registry:" + rest : rest);
  }

  /** As a person writes it: a whole reference, or the name alone of one on a server. */
  public static Optional<ImageReference> parse(String text, Signatures usual) {
    Optional<ImageReference> whole = parse(text);
    return whole.isPresent() || parts(text).isEmpty()
        ? whole
        : Optional.of(new ImageReference(usual, Optional.empty(), REGISTRY, text));
  }

  private static Optional<ImageReference> located(
      Signatures signatures, Optional<String> remote, String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String transport = text.substring(0, colon);
    String image = text.substring(colon + 1);
    if (transport.equals("docker")) {
      transport = REGISTRY;
      if (!image.startsWith("//")) {
        return Optional.empty();
      }
      image = image.substring(2);
    }
    return TRANSPORTS.contains(transport) && !image.isEmpty()
        ? Optional.of(new ImageReference(signatures, remote, transport, image))
        : Optional.empty();
  }

  /** Whether it is on a server, and its name there is well formed. */
  public boolean onServer() {
    return transport.equals(REGISTRY) && parts().isPresent();
  }

  /** Its name without tag and digest; all of it where it is not on a server. */
  public String name() {
    return parts().map(it -> it.group(1)).orElse(image);
  }

  /** The tag that is followed; {@code latest} is meant where there is neither tag nor digest. */
  public Optional<String> tag() {
    return parts()
        .flatMap(
            it ->
                Optional.ofNullable(it.group(2))
                    .or(() -> it.group(3) == null ? Optional.of("latest") : Optional.empty()));
  }

  /** The digest that it is held at. */
  public Optional<String> digest() {
    return parts().flatMap(it -> Optional.ofNullable(it.group(3)));
  }

  private Optional<Matcher> parts() {
    return transport.equals(REGISTRY) ? parts(image) : Optional.empty();
  }

  private static Optional<Matcher> parts(String image) {
    if (image.length() > MAX_IMAGE) {
      return Optional.empty();
    }
    Matcher matcher = ON_SERVER.matcher(image);
    return matcher.matches() && matcher.group(1).length() <= MAX_NAME
        ? Optional.of(matcher)
        : Optional.empty();
  }

  /** The same image under another tag. */
  public ImageReference tagged(String tag) {
    return new ImageReference(signatures, remote, transport, name() + ":" + tag);
  }

  /** As ostree-ext and bootc write it into an origin, and as {@link #parse(String)} reads it. */
  public String text() {
    boolean registry = transport.equals(REGISTRY);
    if (signatures == Signatures.NONE && registry) {
      return "ostree-unverified-registry:" + image;
    }
    String place = registry ? "docker://" + image : transport + ":" + image;
    return switch (signatures) {
      case POLICY -> "ostree-image-signed:" + place;
      case REMOTE -> "ostree-remote-image:" + remote.orElseThrow() + ":" + place;
      case NONE -> "ostree-unverified-image:" + place;
    };
  }
}
