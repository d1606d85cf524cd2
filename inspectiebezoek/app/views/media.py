"""What a checklist lets one see and hear with a question and with its choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspectiebezoek.form.form import Form
from inspectiebezoek.form.nodes import Node
from inspectiebezoek.gui.models.checklist import MISSING, Clip

_KINDS = (("big-image", "image"), ("audio", "audio"), ("video", "video"))
_WITH_CHOICES = ("select", "select1", "rank")


def file_name(address: str) -> str:
    """The file of an address such as `jr://images/q.png`."""
    return address.rpartition("/")[2]


def picture(form: Form, media: Mapping[str, str]) -> bytes:
    """The picture among the media of a text; empty where there is none."""
    address = media.get("image", "")
    return form.media.get(file_name(address), b"") if address else b""


def clips_of(form: Form, node: Node) -> Iterator[Clip]:
    """The sounds, films and large pictures of a question, then those of its choices.

    What the checklist names and did not come along is told as missing.
    """
    yield from _clips(form, node.media, "")
    if node.definition.control in _WITH_CHOICES:
        for choice in node.choices:
            media = node.instance.choice_media(node, choice)
            yield from _clips(form, media, choice.label)


def _clips(form: Form, media: Mapping[str, str], words: str) -> Iterator[Clip]:
    for key, kind in _KINDS:
        name = file_name(media.get(key, ""))
        if name:
            yield Clip(name, kind if name in form.media else MISSING, words)
