"""The consolidated report as it would be issued now, marked as a draft."""

from django.utils import timezone

from dvht.accounts.queries import head_name_of
from dvht.documents.letters import Letter, Registration, compose, field_values
from dvht.documents.models import Draft
from dvht.paper.blocks import OfficialPaper
from dvht.units.models import Unit


def drafted(body: Unit, letter: Letter, draft: Draft | None) -> OfficialPaper:
    values = field_values(letter, body, draft.fields if draft else {}, head_name_of(body))
    return compose(letter, body, values, Registration(year=timezone.localdate().year))
