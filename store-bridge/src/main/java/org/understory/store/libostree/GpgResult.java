package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Variant;
import org.understory.model.operation.Flaw;
import org.understory.model.remote.Signature;
import org.understory.model.remote.Signature.Kind;
import org.understory.model.remote.Signature.State;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantReader;
import org.understory.store.variant.VariantType;

/** What an OstreeGpgVerifyResult says of each signature. */
final class GpgResult {
  private static final Fn COUNT = new Fn("ostree_gpg_verify_result_count_all", "up");
  private static final Fn ALL = new Fn("ostree_gpg_verify_result_get_all", "ppu");
  private static final Fn SINK = new Fn("g_variant_ref_sink", "pp");
  private static final Fn UNREF = new Fn("g_variant_unref", "vp");
  private static final Fn TYPE = new Fn("g_variant_get_type_string", "pp");
  private static final Fn SIZE = new Fn("g_variant_get_size", "lp");
  private static final Fn DATA = new Fn("g_variant_get_data", "pp");

  // OstreeGpgSignatureAttr
  private static final int VALID = 0;
  private static final int SIG_EXPIRED = 1;
  private static final int KEY_EXPIRED = 2;
  private static final int KEY_REVOKED = 3;
  private static final int KEY_MISSING = 4;
  private static final int FINGERPRINT = 5;
  private static final int TIMESTAMP = 6;
  private static final int USER_NAME = 10;
  private static final int USER_EMAIL = 11;

  private GpgResult() {}

  /** In the order of the result, which the caller keeps. */
  static List<Signature> read(MemorySegment result) throws VariantException {
    List<Signature> signatures = new ArrayList<>();
    int count = COUNT.number(result);
    for (int i = 0; i < count; i++) {
      MemorySegment attributes = SINK.pointer(ALL.pointer(result, i)); // it was floating
      try {
        signatures.add(signature(fields(attributes)));
      } finally {
        UNREF.run(attributes);
      }
    }
    return signatures;
  }

  @SuppressWarnings("restricted") // this room is for it
  private static List<Variant> fields(MemorySegment variant) throws VariantException {
    VariantType type = VariantType.of(GLib.borrowed(TYPE.pointer(variant)));
    byte[] bytes =
        DATA.pointer(variant).reinterpret(SIZE.word(variant)).toArray(ValueLayout.JAVA_BYTE);
    if (VariantReader.read(type, bytes) instanceof Variant.Tuple(List<Variant> fields)
        && fields.size() > USER_EMAIL) {
      return fields;
    }
    throw new VariantException(Flaw.MALFORMED);
  }

  private static Signature signature(List<Variant> fields) {
    long made = fields.get(TIMESTAMP) instanceof Variant.Int(var number) ? number.longValue() : 0;
    String email = text(fields, USER_EMAIL);
    String owner = (text(fields, USER_NAME) + (email.isEmpty() ? "" : " <" + email + ">")).strip();
    return new Signature(
        Kind.OPENPGP,
        state(fields),
        text(fields, FINGERPRINT),
        // Of a key that is not there libostree has words in place of a name (“[unknown name]”).
        Optional.of(owner).filter(it -> !it.isEmpty() && !is(fields, KEY_MISSING)),
        Optional.of(made).filter(it -> it > 0));
  }

  private static State state(List<Variant> fields) {
    if (is(fields, VALID)) {
      return State.VALID;
    }
    if (is(fields, KEY_MISSING)) {
      return State.UNKNOWN_KEY;
    }
    if (is(fields, KEY_REVOKED)) {
      return State.KEY_REVOKED;
    }
    if (is(fields, KEY_EXPIRED)) {
      return State.KEY_EXPIRED;
    }
    return is(fields, SIG_EXPIRED) ? State.EXPIRED : State.WRONG;
  }

  private static boolean is(List<Variant> fields, int index) {
    return fields.get(index) instanceof Variant.Bool(boolean yes) && yes;
  }

  private static String text(List<Variant> fields, int index) {
    return fields.get(index) instanceof Variant.Text(String text) ? text : "";
  }
}
