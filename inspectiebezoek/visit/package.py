"""The version package of a checklist: one file with the XForm and the choice files it names.

Its SHA-256 is the identity of the version. It travels as a file of the log, so that a colleague
who receives a visit also receives the checklist it began with.
"""

from __future__ import annotations

import base64
import hashlib
import json

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.loading import from_xform
from inspectiebezoek.log.change import FormRef

_FORMAT = "inspectiebezoek-form/1"


def pack(form: Form) -> bytes:
    """The package of a form; the same bytes for the same form."""
    media = {name: base64.b64encode(data).decode() for name, data in form.media.items()}
    document = {"format": _FORMAT, "media": media, "xform": form.xform.decode("utf-8")}
    return json.dumps(document, sort_keys=True, ensure_ascii=False).encode()


def reference(form: Form) -> FormRef:
    """How changes name this version of the form."""
    return FormRef(form.id, form.version, hashlib.sha256(pack(form)).hexdigest())


def unpack(package: bytes) -> Form:
    """The form of a package; raises `FORM_UNREADABLE`, or `FORM_FAULTS` as loading does."""
    try:
        document = json.loads(package)
        known = document["format"] == _FORMAT
        xform = document["xform"].encode()
        media = {name: base64.b64decode(data) for name, data in document["media"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InspectionError(Code.FORM_UNREADABLE, file="package") from error
    if not known:
        raise InspectionError(Code.FORM_UNREADABLE, file="package")
    return from_xform(xform, media)
