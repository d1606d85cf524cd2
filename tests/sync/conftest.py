"""The office fixtures, and a small checklist to visit with."""

from __future__ import annotations

import pytest

from inspectiebezoek.form.form import Form
from inspectiebezoek.form.loading import load_form
from tests.support.office import office, postgres

__all__ = ["form", "office", "postgres"]

CHECKLIST = """| survey |
| | type | name | label |
| | select_one jn | veilig | Is het veilig? |
| | text | toelichting | Toelichting |
| | begin_repeat | rep_cel | Cellen |
| | text | code | Code |
| | end_repeat | | |
| choices |
| | list_name | name | label |
| | jn | ja | ja |
| | jn | nee | nee |
| settings |
| | form_title | form_id | version |
| | Klein | klein | 1 |
"""


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    path = tmp_path_factory.mktemp("form") / "klein.md"
    path.write_text(CHECKLIST, encoding="utf-8")
    return load_form(path)
