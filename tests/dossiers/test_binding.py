"""Binding a volume where the machine doesn't play along."""

from pathlib import Path
from typing import Any

import pytest
from tests import make

from dvht.dossiers.actions import ask_for_volume, bind_volume, open_dossier
from dvht.dossiers.models import VolumeKind

pytestmark = pytest.mark.django_db


def test_a_volume_that_the_disk_does_not_take_says_so_and_may_be_bound_again(
    settings: Any, tmp_path: Path
) -> None:
    unit = make.a_unit()
    head = make.a_head(unit)
    plan = make.a_filled_year(unit, by=head)
    settings.MEDIA_ROOT = tmp_path / "kho"
    settings.MEDIA_ROOT.touch()
    volume = ask_for_volume(open_dossier(plan), VolumeKind.EVIDENCE, by=head)
    with pytest.raises(OSError, match="kho"):
        bind_volume(volume.pk)
    volume.refresh_from_db()
    assert volume.state == "failed"
    assert "Máy chủ không ghi được quyển đã ghép." in volume.problem

    settings.MEDIA_ROOT.unlink()
    again = ask_for_volume(open_dossier(plan), VolumeKind.EVIDENCE, by=head)
    bind_volume(again.pk)

    again.refresh_from_db()
    assert again.state == "bound"
