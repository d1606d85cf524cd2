"""Which time-stamp authority this laptop uses, asked and remembered."""

from __future__ import annotations

from pathlib import Path

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.stamp_service import forget_service, keep_service, service_of
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.screens.authority_panel import AuthorityPanel


class AuthorityDesk:
    """Between the panel of the authority and the store."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.panel: AuthorityPanel | None = None

    def ask(self) -> None:
        """Show which authority it is, to name another or none."""
        session = self._session
        known = service_of(session.place.store)
        address = known.address if known else ""
        self.panel = AuthorityPanel(session.shell.look, address, session.shell)
        self.panel.named.connect(self.put)
        self.panel.open()

    def put(self, address: str, roots: str) -> None:
        """Remember an authority; an empty address forgets it."""
        session = self._session
        if session.do(lambda: self._put(address, Path(roots))):
            session.news("authority" if address else "no_authority")

    def _put(self, address: str, roots: Path) -> None:
        store = self._session.place.store
        if not address:
            forget_service(store)
            return
        try:
            data = roots.read_bytes()
        except OSError as error:
            raise InspectionError(Code.FILE_MISSING, file=roots.name) from error
        keep_service(store, address, data, roots.name)
