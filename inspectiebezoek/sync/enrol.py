"""Make this laptop known at an office, or let it go on as another device after a restore."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from inspectiebezoek.store.device import Device
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.protocol import EarlierDevice, Welcome

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient


def enrol(store: Store, client: OfficeClient, code: str, device: Device) -> Device:
    """Use the code for `device` and write down what the office calls it.

    `device` brings the id and the key; the office gives the person, the name, the letter and a
    token. What the laptop was before goes along, so that changes of then find their place.
    Raises `ENROL_CODE_UNKNOWN`, `ENROL_CODE_USED`, `ENROL_CODE_EXPIRED` or
    `OFFICE_UNREACHABLE`; the laptop is then as it was.
    """
    welcome = client.enrol(
        code,
        device.id,
        device.public_key,
        known_as=device.person,
        earlier=_told(each for each in _been(store) if each.id != device.id),
    )
    return _become(store, device, welcome, client.url)


def succeed(store: Store, client: OfficeClient, device: Device) -> Device:
    """Let this laptop go on as `device`, an id and a key that no copy of it has."""
    welcome = client.succeed(device.id, device.public_key, _told(_been(store)))
    return _become(store, device, welcome, client.url)


def _been(store: Store) -> list[Device]:
    """What the laptop was until now; the office may have been put back to before it knew that."""
    now = [store.device()] if store.introduced() else []
    return [*store.earlier_devices(), *now]


def _told(devices: Iterable[Device]) -> list[EarlierDevice]:
    return [
        EarlierDevice(device=each.id, public_key=each.public_key, person=each.person)
        for each in devices
    ]


def _become(store: Store, device: Device, welcome: Welcome, url: str) -> Device:
    known = replace(
        device,
        person=welcome.person,
        name=welcome.name,
        letter=welcome.letter,
        office=url,
        token=welcome.token,
        known_as=welcome.known_as,
    )
    store.introduce(known)
    return known
