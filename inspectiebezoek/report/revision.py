"""Add a revision behind a report and leave all that was there: also its title and its dates."""

from __future__ import annotations

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


class Revision(IncrementalPdfFileWriter):
    """pyHanko's writer of revisions, which says nothing about itself in the metadata.

    What the metadata say is part of what was sealed; a later revision that touches them is one
    that `changes` refuses. It would also put the clock of the machine in the file.
    """

    def __init__(self, pdf: bytes) -> None:
        super().__init__(io.BytesIO(pdf))

    def _update_meta(self) -> None:
        """Nothing: see above."""
