"""Make this laptop known at an office with a one-time code."""

from __future__ import annotations

from dataclasses import replace

from inspectiebezoek.store.device import Device
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient


def enrol(store: Store, client: OfficeClient, code: str, device: Device) -> Device:
    """Use the code for `device` and write down what the office calls it.

    `device` brings the id and the key; the office gives the person, the name, the letter and a
    token. Raises `ENROL_CODE_UNKNOWN`, `ENROL_CODE_USED`, `ENROL_CODE_EXPIRED` or
    `OFFICE_UNREACHABLE`; the laptop is then as it was.
    """
    welcome = client.enrol(code, device.id, device.public_key)
    known = replace(
        device,
        person=welcome.person,
        name=welcome.name,
        letter=welcome.letter,
        office=client.url,
        token=welcome.token,
    )
    store.introduce(known)
    return known
